import type { Language } from '@training-signup/contract'
import { say } from '../../words/index.ts'

/**
 * `{first name}` or `{nombre}`, with what stands there for people without a name: `{first
 * name|neighbor}`.
 */
const placeholder = /(,? |)\{ ?(?:first name|nombre) ?(?:\|([^{}|\n]*))?\}/giu

/**
 * Puts a name where an organizer's text asks for one. Without a name, and without a word that
 * replaces it, a line that begins with it begins with a hello, and elsewhere the sentence does
 * without: "Hello {first name}," becomes "Hello,".
 */
export const fillName = (text: string, name: string | undefined, lang: Language): string =>
  text.replace(placeholder, (_, before: string, otherwise = '', offset: number) => {
    const word = name ?? otherwise.trim()
    if (word !== '') return `${before}${word}`
    const isFirst = before === '' && (offset === 0 || text[offset - 1] === '\n')
    return isFirst ? say(lang, 'mail.message.hello') : ''
  })
