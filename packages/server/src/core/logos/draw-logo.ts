import { createCanvas, loadImage } from '@napi-rs/canvas'

/** Twice the pixels that pages show, for dense screens. */
const most = { width: 480, height: 160 }

/**
 * Draws an image again, as a PNG that fits, and keeps its transparency. Nothing else of the file is
 * left: no place where a photo was taken, and nothing that a program could read as code.
 * @throws {Error} when the image is damaged
 */
export async function drawLogo(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const image = await loadImage(bytes)
  const scale = Math.min(1, most.width / image.width, most.height / image.height)
  const size = (pixels: number) => Math.max(1, Math.round(pixels * scale))
  const canvas = createCanvas(size(image.width), size(image.height))
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Uint8Array(await canvas.encode('png'))
}
