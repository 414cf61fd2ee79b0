import assert from 'node:assert/strict'
import type { Hand } from '../kit/hand.ts'

/** Clicks, fields, and pages. */
type Effort = readonly [number, number, number]

export interface Journey {
  name: string
  /** Where it begins, after `/admin`. */
  from?: string
  /** What it took in release 1.5.2. */
  before: Effort
  /** What it takes at most. */
  most: Effort
  go: (hand: Hand) => Promise<void>
}

export const citizens = /Human trafficking training for citizens/
export const responders = /Human trafficking training for first responders/

/** From a template to a day on which it does not take place. */
export const trainingJourneys: Journey[] = [
  {
    name: 'create a training from a template, in two languages',
    before: [2, 4, 3],
    most: [2, 5, 2],
    async go({ link, field, button, sees }) {
      await link('New training')
      await field('Title', 'For nurses')
      await field('Title, in Spanish (optional)', 'Para personal de enfermería')
      await field('Starts', '2099-03-06T09:00')
      await field('Place (optional)', 'City Hall')
      await field('Seats', '40')
      await button('Create the draft')
      await sees('Created as a draft')
    },
  },
  {
    name: 'ask a question of some people only',
    from: '/trainings/for-nurses/edit',
    before: [7, 16, 6],
    most: [5, 3, 3],
    async go({ page, click, field, choose, button, sees }) {
      const part = page.locator('#part-questions')
      await click(part.locator('> summary'))
      await choose('Language for messages', 'optional')
      await button('Add a question')
      await field('Question', 'Which words do you need?')
      await click(page.getByText('More about this question'))
      await choose('Show it', 'language')
      // Only answers that can be given are offered.
      await click(page.getByLabel('Español', { exact: true }))
      assert.equal(await page.locator('textarea[name$="showWhen.in"]').count(), 0)
      await button('Save changes')
      await sees('Saved.')
    },
  },
  {
    name: 'publish a training',
    before: [2, 0, 2],
    most: [2, 0, 2],
    from: '/trainings/for-nurses/edit',
    async go({ link, button, sees }) {
      await link(/^Publish/)
      await button('Publish')
      await sees('Published.')
    },
  },
  {
    name: 'hold a training again',
    before: [4, 1, 4],
    most: [4, 1, 4],
    async go({ link, field, button, sees }) {
      await link(/For nurses/)
      await link('Edit')
      await link('Copy to a new date')
      await field('Starts', '2099-04-06T09:00')
      await button(/^Create the draft/)
      await sees(/draft/)
    },
  },
  {
    name: 'change a date',
    before: [3, 2, 3],
    most: [3, 1, 3],
    async go({ page, link, click, field, button, sees }) {
      await link(responders)
      await click(page.getByRole('heading', { level: 1 }).getByRole('link'))
      const ends = await page.getByLabel('Ends').inputValue()
      await field('Ends', ends.replace(/T.*/, 'T18:00'))
      await button(/^Save and send/)
      await sees(/Saved\..* on (?:its|their) way/)
    },
  },
  {
    name: 'call a training off',
    before: [5, 0, 6],
    most: [4, 0, 4],
    async go({ link, button, sees }) {
      await link(citizens)
      await link('Edit')
      await link(/^Call off this training/)
      await button(/^Call off this training and send/)
      await sees('The training is called off.')
    },
  },
]
