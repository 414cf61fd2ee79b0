/** What the picture of a training says. */
export interface ImageText {
  title: string
  month: string
  day: string
  /** The day and its hours, or the beginning and the end. */
  when: [string, string]
  place: string
  /** Who runs it, and that it is free. */
  footer: string
  /** That it does not take place, or is over. */
  notice: { text: string; isBad: boolean } | undefined
}

/**
 * Raise it with every change of the drawing, so that sites that keep the picture fetch it again.
 */
export const drawingVersion = 2

export const imageSize = { width: 1200, height: 630 }
