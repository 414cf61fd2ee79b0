/** A window over an editor's page, with a field to paste into. */
interface EditorDialog {
  label: string
  pasted: string
  choices?: string[]
  button?: string
}

/** An editor's window at one step. */
export interface EditorFrame {
  /** What to do, in one or two lines. */
  caption: string[]
  /** Buttons at the right of its bar. */
  bar?: string[]
  panel?: { side: 'left' | 'right'; items: string[] }
  dialog?: EditorDialog
  /** A button between two sections of the page. */
  between?: string
  /** The page has the form. */
  hasForm?: boolean
  /** Which of the labels are to press. */
  press: string[]
}

/** An editor that no test can open, and the clicks that put the form on a page. */
export interface Editor {
  file: string
  name: string
  frames: EditorFrame[]
}

const address = 'https://signup.exam…'
const code = '<iframe src="https…'

const wix: EditorFrame[] = [
  {
    caption: ['Press Add Elements (+)'],
    panel: { side: 'left', items: ['+ Add Elements', 'Pages', 'Design'] },
    press: ['+ Add Elements'],
  },
  {
    caption: ['Press Embed Code,', 'then Embed a Site'],
    panel: { side: 'left', items: ['Text', 'Image', 'Embed Code', 'Embed a Site'] },
    press: ['Embed Code', 'Embed a Site'],
  },
  {
    caption: ['Paste the address', 'under Website Address'],
    dialog: { label: 'Website Address', pasted: address, button: 'Apply' },
    press: ['Apply'],
  },
  {
    caption: ['Stretch the box,', 'then press Publish'],
    bar: ['Preview', 'Publish'],
    hasForm: true,
    press: ['Publish'],
  },
]

const squarespace: EditorFrame[] = [
  {
    caption: ['Open your page,', 'and press Edit'],
    bar: ['Edit'],
    panel: { side: 'left', items: ['Home', 'Training', 'Contact'] },
    press: ['Training', 'Edit'],
  },
  {
    caption: ['Press Add Block,', 'then Code'],
    panel: { side: 'left', items: ['+ Add Block', 'Text', 'Embed', 'Code'] },
    press: ['+ Add Block', 'Code'],
  },
  {
    caption: ['Paste the text', 'for Squarespace'],
    dialog: { label: 'Code', pasted: code, choices: ['Display Source: off'] },
    press: [],
  },
  { caption: ['Press Save'], bar: ['Exit', 'Save'], hasForm: true, press: ['Save'] },
]

const googleSites: EditorFrame[] = [
  {
    caption: ['Press Insert,', 'then Embed'],
    panel: { side: 'right', items: ['Insert', 'Text box', 'Images', 'Embed'] },
    press: ['Insert', 'Embed'],
  },
  { caption: ['Paste the address', 'under By URL'], dialog: { label: 'By URL', pasted: address }, press: [] },
  {
    caption: ['Choose Whole page,', 'then press Insert'],
    dialog: { label: 'By URL', pasted: address, choices: ['Whole page'], button: 'Insert' },
    press: ['Whole page', 'Insert'],
  },
  { caption: ['Stretch the box,', 'then press Publish'], bar: ['Publish'], hasForm: true, press: ['Publish'] },
]

const goDaddy: EditorFrame[] = [
  { caption: ['Press Add Section'], between: '+ Add Section', press: ['+ Add Section'] },
  { caption: ['Choose HTML'], panel: { side: 'right', items: ['About', 'Contact', 'HTML'] }, press: ['HTML'] },
  {
    caption: ['Paste the frame’s code,', 'then press Done'],
    dialog: { label: 'Custom Code', pasted: code, button: 'Done' },
    press: ['Done'],
  },
  { caption: ['Press Publish'], bar: ['Preview', 'Publish'], hasForm: true, press: ['Publish'] },
]

export const editors: Editor[] = [
  { file: 'wix.svg', name: 'Wix', frames: wix },
  { file: 'squarespace.svg', name: 'Squarespace', frames: squarespace },
  { file: 'google-sites.svg', name: 'Google Sites', frames: googleSites },
  { file: 'godaddy.svg', name: 'GoDaddy', frames: goDaddy },
]
