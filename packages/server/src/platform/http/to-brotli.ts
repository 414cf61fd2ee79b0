import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const brotli = promisify(brotliCompress)

/** Compresses on zlib's own threads. */
export const toBrotli = (bytes: Uint8Array, quality: number) =>
  brotli(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: windowBits(bytes.length),
    },
  })

/**
 * Returns the smallest window that all of it fits into. A larger one finds nothing more, and takes
 * up to 33 MB of memory while it compresses.
 */
export const windowBits = (length: number): number =>
  Math.min(
    constants.BROTLI_MAX_WINDOW_BITS,
    Math.max(constants.BROTLI_MIN_WINDOW_BITS, Math.ceil(Math.log2(length + windowRest))),
  )

/** What a window has less than its power of two. */
const windowRest = 16
