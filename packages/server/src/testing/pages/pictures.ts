import { createCanvas } from '@napi-rs/canvas'
import { adminToken, type TestApp } from '../servers/test-app.ts'

/** A disc of a color, on nothing: in a JPEG, on black. */
export function picture(width = 300, height = 100, type: 'png' | 'jpeg' | 'webp' = 'png', color = '#7a1f2b') {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = color
  context.arc(width / 2, height / 2, Math.min(width, height) / 2, 0, 7)
  context.fill()
  return new Uint8Array(canvas.encodeSync(type as 'png'))
}

/** What a PNG says of itself, and then nothing. */
export function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = picture(1, 1).slice()
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

export const svg = new TextEncoder().encode('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')

/** Uploads as an organizer. */
export const upload = ({ app }: TestApp, body: Uint8Array<ArrayBuffer>, type = 'image/png') =>
  app.request('/api/v1/admin/logos', {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': type },
    body,
  })
