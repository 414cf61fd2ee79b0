// Looks for codes in what the camera sees. Where a browser reads none itself, what does is loaded from here.

const restMs = 100
/** Enough of a picture to read a code from an arm’s length. */
const wideEnough = 1280
/** How long one look may take on a slow phone, so that the page goes on to answer. */
const patienceMs = 60

/** Returns what reads the code in a picture, if there is one. */
async function openReader() {
  const own = globalThis.BarcodeDetector
  const formats = (await own?.getSupportedFormats().catch(() => [])) ?? []
  if (formats.includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue
  }
  const { decodeQR } = await import('./decode.js')
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  return (video) => {
    const { videoWidth: width, videoHeight: height } = video
    Object.assign(context.canvas, { width, height })
    context.drawImage(video, 0, 0)
    return decodeQR(context.getImageData(0, 0, width, height), { effort: Infinity, timeLimit: patienceMs })
  }
}

/**
 * Shows what the camera sees, and tells what it reads.
 * @param {HTMLVideoElement} video
 * @param {{ onCode: (text: string) => void, onEnd: (why: 'noCamera' | 'noReader') => void }} tell
 * @param {'environment' | 'user'} facing the room, or the person before the screen
 * @returns what closes it, and its light if it has one
 */
export function openCamera(video, tell, facing = 'environment') {
  const camera = { video, tell, facing, isOpen: true, stream: undefined }
  const started = start(camera)
  return {
    close: () => close(camera),
    /** Returns what turns the light on and off, once it is known that there is one. */
    async light() {
      await started
      const [track] = camera.stream?.getVideoTracks() ?? []
      if (!camera.isOpen || !track?.getCapabilities?.().torch) return undefined
      return (isOn) => track.applyConstraints({ advanced: [{ torch: isOn }] })
    },
  }
}

async function start(camera) {
  const { video } = camera
  const reading = openReader().catch(() => undefined)
  try {
    const wanted = { facingMode: camera.facing, width: { ideal: wideEnough } }
    camera.stream = await navigator.mediaDevices.getUserMedia({ video: wanted })
  } catch {
    return end(camera, 'noCamera')
  }
  if (!camera.isOpen) return close(camera)
  const [track] = camera.stream.getVideoTracks()
  track.addEventListener('ended', () => end(camera, 'noCamera'))
  video.srcObject = camera.stream
  await video.play().catch(() => {})
  const reader = await reading
  if (!reader) return end(camera, 'noReader')
  void look(camera, reader)
}

async function look(camera, reader) {
  if (!camera.isOpen) return
  let text
  try {
    text = await reader(camera.video)
  } catch {
    // There is no code in it, or it is no picture yet.
  }
  if (text && camera.isOpen) camera.tell.onCode(text)
  setTimeout(look, restMs, camera, reader)
}

function close(camera) {
  const { stream, video } = camera
  camera.isOpen = false
  for (const track of stream?.getTracks() ?? []) track.stop()
  // A camera that starts late, after it was closed, must not take away the picture of the next.
  if (video.srcObject === stream) video.srcObject = null
}

function end(camera, why) {
  if (!camera.isOpen) return
  close(camera)
  camera.tell.onEnd(why)
}
