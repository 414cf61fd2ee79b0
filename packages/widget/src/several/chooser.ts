import type { Section, Training, TrainingsAnswer } from '@training-signup/contract'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Api, Wanted } from '../api.ts'
import { helpBlock } from '../views/help.ts'
import type { LinkTo } from '../views/link.ts'
import { createSay, type Say } from '../words.ts'

/** What the chooser is handed: the element. */
export interface ChooserHost {
  readonly server: Api | undefined
  readonly wanted: Wanted
  readonly training: string | undefined
  readonly series: string | undefined
  requestUpdate(): void
  /** Shows the chosen training; without one the chooser has the place. Only where it `isAsked` for has it the focus. */
  turnTo(slug: string | undefined, isAsked: boolean): void
  /** There is nothing to choose from, and why, as `ProblemEvent` says it. */
  giveUp(problem?: string): void
}

/** Several trainings: who the visitor is, and what there is for them. */
export class Chooser {
  readonly #host: ChooserHost
  #answer: TrainingsAnswer | undefined
  /** The training that stands for the chosen audience, whose words are others in another language. */
  #audienceOf: string | undefined
  #loads = 0
  /** The chosen training. */
  slug: string | undefined

  constructor(host: ChooserHost) {
    this.#host = host
  }

  get answer() {
    return this.#answer
  }

  /** Fetches the trainings, anew or in another language. Whatever is on screen stays until they are there. */
  async load(): Promise<boolean | undefined> {
    const load = ++this.#loads
    const { server, series, training = '' } = this.#host
    const { partner, lang } = this.#host.wanted
    const outcome = await server?.trainings(series ? { series } : { slug: training.replace(/\s/g, '') }, {
      partner,
      lang,
    })
    // Another load may have overtaken this one, and the page may have changed what is to be offered.
    if (load !== this.#loads || server !== this.#host.server) return undefined
    const isFirst = !this.#answer
    if (outcome?.kind === 'ok') this.#answer = outcome.value
    else if (isFirst) this.#host.giveUp(outcome?.kind === 'refused' ? outcome.problem.type : outcome?.reason)
    const [first, second] = this.#answer?.trainings ?? []
    if (isFirst && first && !second) this.#choose(first.slug, false)
    this.#host.requestUpdate()
    return outcome?.kind === 'ok'
  }

  #choose(slug: string, isAsked: boolean) {
    this.slug = slug
    this.#host.turnTo(slug, isAsked)
  }

  /** The way back to the others, where there are any. */
  back() {
    const { trainings, words, lang } = this.#answer ?? {}
    return this.slug !== undefined && words && lang && trainings && trainings.length > 1
      ? html`<button part="quiet" type="button" @click=${this.#reopen}>${createSay(words, lang)('choose.back')}</button>`
      : nothing
  }

  readonly #reopen = () => {
    this.slug = undefined
    this.#host.turnTo(undefined, true)
    void this.load()
  }

  render(linkTo: LinkTo, toolbar: unknown): TemplateResult {
    const { trainings = [], words = {}, lang = 'en' } = this.#answer ?? {}
    const say = createSay(words, lang)
    const chosen = trainings.find(({ slug }) => slug === this.#audienceOf)?.audience.self
    const audiences = [...new Map(trainings.map(({ slug, audience }) => [audience.self, slug]))]
    return html`
      <div part="root" lang=${lang} dir=${say('direction')}>
        ${toolbar}
        <h2 part="title" tabindex="-1">${say('choose.heading')}</h2>
        ${audiences.length > 1 ? this.#audiences(say, audiences, chosen) : nothing}
        ${trainings.length === 0 ? html`<p part="note">${say('choose.none')}</p><slot></slot>` : nothing}
        <ul part="trainings">
          ${trainings
            .filter(({ audience }) => !chosen || audience.self === chosen)
            .map((training) => card(training, say, linkTo, () => this.#choose(training.slug, true)))}
        </ul>
        ${helpBlock(helpOf(trainings), linkTo)}
      </div>
    `
  }

  #audiences(say: Say, audiences: [text: string, slug: string][], chosen: string | undefined) {
    const choice = (text: string, slug: string | undefined, isChosen: boolean) => html`<label part="choice">
      <input part="tick" type="radio" name="audience" .checked=${isChosen} @change=${() => this.#narrow(slug)} />
      <span>${text}</span>
    </label>`
    return html`<fieldset part="audiences">
      <legend part="label">${say('choose.audience')}</legend>
      ${audiences.map(([text, slug]) => choice(text, slug, text === chosen))}
      ${choice(say('choose.all'), undefined, !chosen)}
    </fieldset>`
  }

  #narrow(slug: string | undefined) {
    this.#audienceOf = slug
    this.#host.requestUpdate()
  }
}

/** Whom to ask and where to get help, once each. */
function helpOf(trainings: Training[]): Section[] {
  const sections = trainings.flatMap(({ help }) => help)
  return [...new Map(sections.map((section) => [JSON.stringify(section), section])).values()]
}

function card(training: Training, say: Say, linkTo: LinkTo, onOpen: () => void) {
  const { slug, title, summary, when, venue, notice, state, links } = training
  const isOpen = state === 'open' || state === 'few' || state === 'waitlist'
  return html`<li part="training">
    <h3 part="training-title" id="t-${slug}">${title}</h3>
    <p><span class="line">${when.text}</span>${venue ? html`<span class="line">${venue.name}</span>` : nothing}</p>
    ${summary ? html`<p part="note">${summary}</p>` : nothing}
    <p part="state">${notice.title}</p>
    <p part="actions">
      <button part="button ${isOpen ? 'open' : ''}" type="button" aria-describedby="t-${slug}" @click=${onOpen}>
        ${say(isOpen ? 'choose.open' : 'choose.details')}
      </button>
      ${isOpen ? nothing : linkTo(links.page, say('form.page'))}
    </p>
  </li>`
}
