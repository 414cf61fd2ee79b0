import { z } from 'zod'
import { language } from '../text.ts'
import { Field } from './field.ts'
import { GroupForm, GroupList } from './group-form.ts'
import { shownTrainingExample } from './training-example.ts'

export const trainingStates = ['upcoming', 'open', 'few', 'waitlist', 'full', 'closed', 'cancelled', 'past'] as const
export type TrainingState = (typeof trainingStates)[number]

/**
 * A line of text, optionally a link: `https:`, `mailto:`, `tel:`, `sms:`, or a URL of this server.
 */
export const Line = z
  .object({
    text: z.string(),
    href: z.string().optional(),
    /** Less important than the lines before it. */
    muted: z.literal(true).optional(),
    /** Belongs to the line before it, like a number to its helpline, or what happens to its time. */
    sameRow: z.literal(true).optional(),
    /** URL of a picture of this server, shown before the text. */
    logo: z.string().optional(),
  })
  .meta({ id: 'Line' })
export type Line = z.output<typeof Line>

export const Section = z
  .object({
    /** Heading above this section and those after it, like “Good to know”. */
    above: z.string().optional(),
    heading: z.string().optional(),
    lines: z.array(Line).min(1),
    /** Repeated for people who have a seat. */
    recap: z.literal(true).optional(),
  })
  .meta({ id: 'Section' })
export type Section = z.output<typeof Section>

const ownPicture = z.string().meta({ description: 'URL of a picture of this server' })
const instant = z.string().meta({ format: 'date-time', description: 'UTC' })

const state = z.enum(trainingStates)
const notice = z.object({ title: z.string(), text: z.string() })
const tile = z.object({ month: z.string(), day: z.string() })

/** Another date, with what a row that leads to it shows. */
export const NextDate = z
  .object({
    slug: z.string(),
    title: z.string(),
    start: z.string().meta({ description: 'Local time with its offset from UTC' }),
    label: z.string().meta({ description: 'Of the link that leads there, like “See the January 9 date”' }),
    page: z.string().meta({ description: 'URL of its page' }),
    when: z.object({ text: z.string(), tile }),
    venue: z.object({ name: z.string() }).optional(),
    state,
    notice,
  })
  .meta({ id: 'NextDate' })
export type NextDate = z.output<typeof NextDate>

/** A training as visitors see it, in their language. */
export const Training = z
  .object({
    slug: z.string(),
    series: z.string().optional(),
    title: z.string(),
    summary: z.string().optional(),
    contentNote: z.string().optional(),
    bring: z.string().optional(),
    food: z.string().optional(),
    dress: z.string().optional(),
    weapons: z.string().optional(),
    certificate: z.string().optional(),
    creditHours: z.number().optional(),
    credit: z.string().optional(),
    /** In order. */
    agenda: z
      .array(
        z.object({ start: z.string().meta({ description: 'Local time with its offset from UTC' }), text: z.string() }),
      )
      .optional(),
    when: z.object({
      start: z.string().meta({ description: 'Local time with its offset from UTC' }),
      end: z.string(),
      timeZone: z.string(),
      /** Text to read, like “Monday, December 5, 2022, 8 AM – 4 PM (Central Time)”. */
      text: z.string(),
      /** The first day as a leaf of a calendar. Not every browser formats dates quickly. */
      tile,
      doors: z.string().optional(),
      /** Half days or days, where there are several. */
      sessions: z
        .array(
          z.object({
            start: z.string().meta({ description: 'Local time with its offset from UTC' }),
            end: z.string(),
            text: z.string().meta({ description: 'To read, like “Morning: 8 AM – 12 PM”' }),
          }),
        )
        .optional(),
    }),
    venue: z
      .object({
        name: z.string(),
        address: z.string().optional(),
        arrival: z.string().optional(),
        accessibility: z.string().optional(),
        mapUrl: z.string(),
      })
      .optional(),
    onlineUrl: z.string().optional(),
    presenter: z.object({ name: z.string(), trainers: z.array(z.string()).optional() }).optional(),
    audience: z.object({
      roles: z.array(z.string()),
      note: z.string().optional(),
      minimumAge: z.int().optional(),
      /** How people who belong there describe themselves. */
      self: z.string(),
    }),
    sponsors: z.array(z.object({ name: z.string(), url: z.string().optional(), logo: ownPicture.optional() })),
    /**
     * A range, so that no count reveals who registered. `seatsLeft` is present only where the
     * organizer opted in.
     */
    state,
    seatsLeft: z.int().optional(),
    /**
     * Explains the state: a short title and, when the training takes no sign-ups, what to do
     * instead.
     */
    notice,
    /**
     * The next date of the same series that takes sign-ups. Only where this one takes no more:
     * full, closed, canceled, or past.
     */
    next: NextDate.optional(),
    /**
     * A later date of the same training that has seats, for people who get on the waiting list of
     * this one. Only where they can.
     */
    otherDate: NextDate.optional(),
    /**
     * Leads to a page where visitors ask to be told when they can register. Only while they can't. From a training that
     * is over or canceled, without another date, it leads to all trainings.
     */
    notify: z
      .object({
        label: z.string().meta({ description: 'Of the link, like “Tell me when registration opens”' }),
        href: z.string(),
      })
      .optional(),
    opensAt: instant.optional(),
    closesAt: instant,
    organizer: z
      .object({
        name: z.string(),
        url: z.string().optional(),
        privacyUrl: z.string().optional(),
        logo: ownPicture.optional(),
      })
      .optional(),
    contact: z
      .object({ name: z.string().optional(), email: z.string().optional(), phone: z.string().optional() })
      .optional(),
    helplines: z.array(
      z.object({
        label: z.string(),
        tel: z.string().optional(),
        sms: z.string().optional(),
        url: z.string().optional(),
        checkedOn: z.string().optional(),
      }),
    ),
    /** The day when the last personal data of this training is erased. */
    erasedOn: z.string(),
    /** For how many years what certificates say is kept, where the training counts for something. */
    certificateYears: z.int().optional(),
    /**
     * `page` registers, `calendar` is the file. `addToCalendar` leads people with a seat to the file
     * or to a calendar, whichever suits their device; not once it is canceled or past. `share` gives
     * the page's address to colleagues.
     */
    links: z.object({
      page: z.string(),
      calendar: z.string(),
      addToCalendar: z.string().optional(),
      share: z.string().optional(),
    }),
    /**
     * In display order. The first section says when: the day, the hours, and when doors open. The
     * second says where, if there is a place: its name first.
     */
    details: z.array(Section),
    /** Contacts and places to get help, the same on every step. */
    help: z.array(Section),
    /**
     * Ways to add the training to a calendar, for people with a seat. Empty once it is canceled or
     * past.
     */
    calendars: z.array(Line),
  })
  .meta({ id: 'Training' })
export type Training = z.output<typeof Training>

export const Consent = z
  .object({ id: z.string(), label: z.string(), required: z.boolean(), url: z.string().optional() })
  .meta({ id: 'Consent' })
export type Consent = z.output<typeof Consent>

export const Form = z
  .object({
    fields: z.array(Field),
    consents: z.array(Consent),
    /**
     * Features that a script needs to offer this form. A script that lacks one shows only the link.
     */
    requires: z.array(z.string()),
  })
  .meta({ id: 'Form' })
export type Form = z.output<typeof Form>

/**
 * Flat keys with texts that may hold `{name}` placeholders, or with plural forms that depend on a
 * number.
 */
export const Words = z
  .record(z.string(), z.union([z.string(), z.object({ one: z.string(), other: z.string() })]))
  .meta({ id: 'Words' })
export type Words = z.output<typeof Words>

export const TrainingAnswer = z
  .object({
    training: Training,
    form: Form,
    words: Words,
    lang: language,
    languages: z.array(language),
    now: instant,
    // Both only with the words for registering a group.
    group: GroupForm.optional(),
    list: GroupList.optional(),
  })
  .meta({
    id: 'TrainingAnswer',
    example: {
      training: shownTrainingExample,
      form: {
        fields: [{ id: 'givenName', type: 'text', label: 'First name', required: true }],
        consents: [],
        requires: [],
      },
      words: { 'form.send': 'Register' },
      lang: 'en',
      languages: ['en', 'es'],
      now: '2027-03-06T15:00:00.000Z',
    },
  })
export type TrainingAnswer = z.output<typeof TrainingAnswer>

export const TrainingsAnswer = z
  .object({
    trainings: z.array(Training),
    all: Training.shape.notify
      .unwrap()
      .optional()
      .meta({ description: 'Leads to all trainings, where each of these is over or gone' }),
    words: Words,
    lang: language,
    languages: z.array(language),
    now: instant,
    nextCursor: z.string().nullable(),
  })
  .meta({
    id: 'TrainingsAnswer',
    example: {
      trainings: [shownTrainingExample],
      words: { 'form.send': 'Register' },
      lang: 'en',
      languages: ['en', 'es'],
      now: '2027-03-06T15:00:00.000Z',
      nextCursor: null,
    },
  })
export type TrainingsAnswer = z.output<typeof TrainingsAnswer>
