import { fill, letTimePass, press, type Shown, see, show, type Tab } from './hand.ts'

/** A step of the widget, and how a visitor gets there. */
export interface Step {
  name: string
  shown: Shown
  /** What has to be there first. */
  first?: string
  act?: (tab: Tab) => Promise<unknown>
}

const ready = '[part=help]'
const name = { givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@kcpd.example' }
const ada = { ...name, role: 'police', agency: 'Kansas City Police Department' }

/** Sends the form. Ada gets the same answer every time: none says who is registered already. */
async function send(tab: Tab, answers: Record<string, string | true> = ada) {
  await fill(tab, answers)
  await letTimePass(tab)
  await tab.read(() => {
    for (const box of document.querySelector('training-signup')?.shadowRoot?.querySelectorAll('form input') ?? [])
      if (box instanceof HTMLInputElement && box.type === 'checkbox' && !box.checked) box.click()
  })
  await press(tab, '[type=submit]')
}

const sendAnd = (part: string) => async (tab: Tab) => {
  await send(tab)
  await see(tab, part)
}

/** Leaves the field with a slip in the address. */
async function doubt(tab: Tab) {
  await fill(tab, { email: 'ada.reyes@gmial.com' })
  await tab.read(() => {
    const box = document.querySelector('training-signup')?.shadowRoot?.querySelector('[name="q-email"]')
    box?.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await see(tab, '[part=mark]')
}

const pasted = [
  'Ada Reyes\tada@kcpd.example\tPolice officer',
  'Mary Jo Smith\tmj@kcpd\tDet.',
  'Luis Ortega\tluis@kcpd.example\tFirefighter\t816 555 0100',
].join('\n')

/** As in a roster: two columns that no form has, and ranks. */
const squad = [
  'Rank\tName\tEmail\tBadge',
  'Sgt.\tAda Reyes\tada@kcpd.example\t4471',
  'Det.\tLuis Ortega\tluis@kcpd.example\t4472',
  'Ofc.\tRosa Diaz\trosa@kcpd.example\t4473',
  'Ofc.\tSam Cruz\tsam@kcpd.example\t4474',
  'Lt.\tKim Doe\tkim@kcpd.example\t4475',
].join('\n')

/** Pastes five people from a roster into the form for a group. */
export async function pasteSquad(tab: Tab) {
  await toGroup(tab)
  await press(tab, '#paste')
  await see(tab, '#q-pasted')
  await fill(tab, { pasted: squad })
  await press(tab, '[part=paste] [part~=button]')
  await see(tab, '[part=person]:nth-of-type(5), [part=people-list] > :nth-child(5)')
}

async function toGroup(tab: Tab) {
  await press(tab, '[part=form] .row [part~=quiet]')
  await see(tab, '[part=people-list]')
}

async function paste(tab: Tab) {
  await toGroup(tab)
  await press(tab, '#paste')
  await see(tab, '#q-pasted')
  await fill(tab, { pasted })
  await press(tab, '[part=paste] [part~=button]')
  await see(tab, '[part=mark]')
}

async function sendGroup(tab: Tab) {
  await paste(tab)
  // Only the first person with something to check is open.
  await tab.read(() => {
    const root = document.querySelector('training-signup')?.shadowRoot
    for (const summary of root?.querySelectorAll<HTMLElement>('[part=person]:not([open]) > summary') ?? [])
      summary.click()
  })
  await see(tab, '[name="q-/people/2/email"]')
  await fill(tab, { '/people/2/email': '', '/coordinator/name': 'Sgt. Kim Doe' })
  // One of the roles in the list is an abbreviation, which no form knows.
  await tab.read(() => {
    const root = document.querySelector('training-signup')?.shadowRoot
    for (const box of root?.querySelectorAll<HTMLSelectElement>('select[name$="/role"]') ?? []) {
      box.value ||= 'police'
      box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    }
  })
  await fill(tab, { '/coordinator/email': 'doe@kcpd.example', agency: ada.agency })
  await letTimePass(tab)
  await press(tab, '[type=submit]')
  await see(tab, '[part=outcomes]')
}

async function toCode(tab: Tab) {
  await send(tab, name)
  await see(tab, '[part~=code]')
}

const open = 'first-responders'
const refusal = (training: string): Step => ({ name: training, shown: { training }, first: '[part=panel]' })

export const steps: Step[] = [
  { name: 'skeleton', shown: { training: open, network: 'silent' }, first: '[part~=skeleton]' },
  { name: 'form', shown: { training: open } },
  {
    name: 'form, errors',
    shown: { training: open },
    act: async (tab) => {
      await press(tab, '[type=submit]')
      await see(tab, '[part=summary]')
    },
  },
  { name: 'form, doubt', shown: { training: open }, act: doubt },
  { name: 'not sent', shown: { training: open, network: 'offline' }, act: sendAnd('[part=panel]') },
  { name: 'group', shown: { training: open }, act: toGroup },
  { name: 'group, pasted', shown: { training: open }, act: paste },
  { name: 'chooser', shown: { training: `${open},citizens,full,waitlist,canceled,past` }, first: '[part=trainings]' },
  {
    name: 'chosen',
    shown: { training: `${open},citizens` },
    first: '[part=trainings]',
    act: async (tab) => {
      await press(tab, '[part=training] button')
      await see(tab, '[part=form]')
    },
  },
  { name: 'code', shown: { training: 'citizens' }, act: toCode },
  {
    name: 'code, wrong',
    shown: { training: 'citizens' },
    act: async (tab) => {
      await toCode(tab)
      await tab.read(() => {
        const box = document
          .querySelector('training-signup')
          ?.shadowRoot?.querySelector<HTMLInputElement>('[part~=code]')
        if (box) box.value = '000000'
        box?.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
      })
      await press(tab, '[type=submit]')
      await see(tab, '[part~=error]')
    },
  },
  { name: 'confirmed', shown: { training: open }, act: sendAnd('[part=result]') },
  { name: 'waiting list', shown: { training: 'waitlist' }, act: sendAnd('[part=result]') },
  { name: 'to approve', shown: { training: 'approval' }, act: sendAnd('[part=result]') },
  { name: 'group, sent', shown: { training: open }, act: sendGroup },
  ...['full', 'closed', 'canceled', 'past', 'upcoming', 'withdrawn', 'nowhere'].map(refusal),
]

/** Shows a step on the sponsor's page. */
export async function reach(tab: Tab, api: string, { shown, first = ready, act }: Step, more: Partial<Shown>) {
  await show(tab, api, { ...shown, ...more })
  await see(tab, first)
  await act?.(tab)
}
