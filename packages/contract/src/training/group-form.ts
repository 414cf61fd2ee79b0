import { z } from 'zod'
import { Field } from './field.ts'

const Meaning = z.object({ pattern: z.string(), means: z.string() })

/** How a pasted list of people is read. The patterns are of JavaScript. */
export const GroupList = z
  .object({
    /**
     * What a column holds, by the words of its heading without spaces, accents, and capitals. Of
     * two that hold the same, the one that is named first here counts.
     */
    columns: z.array(Meaning),
    /**
     * The roles that a text's words name: those of three letters or more, without accents and
     * capitals, with a space between. The first that fits counts. Unless it is `sure`, ask.
     */
    roles: z.array(Meaning.extend({ sure: z.literal(true).optional() })),
    /** The roles that ranks suggest where no words do, however they are capitalized. */
    ranks: z.array(Meaning),
  })
  .meta({ id: 'GroupList' })
export type GroupList = z.output<typeof GroupList>

/** The questions for a group. */
export const GroupForm = z
  .object({
    /** About the coordinator. Their answers stand in `coordinator`. */
    coordinator: z.array(Field),
    /** About each person. `more`: few have an answer, so that the question may be folded. */
    person: z.array(Field.extend({ more: z.literal(true).optional() })),
    /** Asked once. Everyone's answers have what is answered here. */
    shared: z.array(Field),
    /**
     * What happens if seats run short: `split` seats those there is room for, `all` no one. Without a
     * waiting list, an `info` that says so.
     */
    split: Field,
  })
  .meta({ id: 'GroupForm' })
export type GroupForm = z.output<typeof GroupForm>
