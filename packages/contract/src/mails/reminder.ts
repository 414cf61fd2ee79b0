import { z } from 'zod'
import { language, localText, plainText } from '../text.ts'
import { mailText } from './mail-text.ts'

/** The emails that remind people with a seat: whether they still come, and that it is soon. */
export const reminderKinds = ['still-coming', 'reminder'] as const
export type ReminderKind = (typeof reminderKinds)[number]

const longest = 2000
const aboutNames = /\{ ?(?:first name|nombre) ?(?:\|[^{}|\n]*)?\}/giu

/** Returns whether only a name stands in braces: anything else would be read as it is written. */
export const hasOnlyNames = (text: string): boolean => !/[{}]/.test(text.replaceAll(aboutNames, ''))

const words = plainText(longest).refine(hasOnlyNames, {
  error: 'Only {first name} and {nombre} can stand in braces.',
  params: { code: 'placeholder' },
})
const ownText = z.strictObject({ en: words, es: words.optional() })

/** What a reminder says instead of the usual words. */
export const ReminderInput = z
  .strictObject({
    text: ownText.nullable().meta({
      description:
        'It stands instead of the first sentences. `{first name}` (or `{nombre}`) becomes the name. Without Spanish, the usual Spanish words stay. null: the usual words',
    }),
  })
  .meta({ id: 'ReminderInput', example: { text: { en: 'We start at 8 sharp. Bring your agency ID.' } } })

const reminderExample = {
  kind: 'reminder',
  hoursBefore: 24,
  text: { en: 'We start at 8 sharp. Bring your agency ID.' },
  usual: { en: 'You have a seat in this training.', es: 'Usted tiene un cupo en esta capacitación.' },
}
export const Reminder = z
  .object({
    kind: z.enum(reminderKinds).meta({ description: '`still-coming` asks whether they come' }),
    hoursBefore: z.int().meta({ description: 'How long before the start it goes out' }),
    text: localText().nullable(),
    usual: z.object({ en: z.string(), es: z.string() }),
  })
  .meta({ id: 'Reminder', example: reminderExample })
export type Reminder = z.output<typeof Reminder>

export const ReminderList = z
  .object({ reminders: z.array(Reminder) })
  .meta({ id: 'ReminderList', example: { reminders: [reminderExample] } })

export const ReminderPreviewInput = z
  .strictObject({ ...ReminderInput.shape, lang: language.default('en') })
  .meta({ id: 'ReminderPreviewInput', example: { text: { en: 'Bring your agency ID.' }, lang: 'en' } })

export const ReminderPreview = z
  .object({ mail: mailText.nullable().meta({ description: 'To an example person. null if none goes out any more' }) })
  .meta({ id: 'ReminderPreview', example: { mail: { subject: 'Your training is tomorrow', text: 'Hello Ada, …' } } })
