import type { ImageText } from './image-text.ts'

export type Png = Uint8Array<ArrayBuffer>

/** Draws one picture at a time, and keeps those that were asked for last. */
export class PictureKeeper {
  readonly #draw: (text: ImageText) => Promise<Png>
  readonly #mostBytes: number
  readonly #kept = new Map<string, Png>()
  readonly #drawing = new Map<string, Promise<Png>>()
  #bytes = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor(draw: (text: ImageText) => Promise<Png>, mostBytes = 8 * 1024 * 1024) {
    this.#draw = draw
    this.#mostBytes = mostBytes
  }

  /** Returns the picture with this tag, drawn unless it is here or about to be. */
  async get(tag: string, text: ImageText): Promise<Png> {
    const existing = this.#kept.get(tag)
    if (existing) {
      // To the end of the line of those that are dropped.
      this.#kept.delete(tag)
      this.#kept.set(tag, existing)
      return existing
    }
    const begun = this.#drawing.get(tag)
    if (begun) return begun
    const picture = this.#drawInTurn(tag, text, this.#turn)
    this.#drawing.set(tag, picture)
    this.#turn = picture.catch(() => {})
    return picture
  }

  async #drawInTurn(tag: string, text: ImageText, before: Promise<unknown>): Promise<Png> {
    await before
    try {
      const png = await this.#draw(text)
      this.#keep(tag, png)
      return png
    } finally {
      this.#drawing.delete(tag)
    }
  }

  #keep(tag: string, png: Png) {
    this.#kept.set(tag, png)
    this.#bytes += png.length
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) return
      this.#kept.delete(oldest)
      this.#bytes -= length
    }
  }
}
