import { html } from 'hono/html'
import type { Config } from '../../platform/config.ts'
import { pathOf, readAsset } from '../../platform/html/assets.ts'
import type { Html, Page } from '../../platform/html/layout.ts'
import { type Document, isRefusal, operationsOf, partOf } from './document.ts'
import { lineOf } from './lines.ts'
import { eventView, operationView } from './operation-view.ts'
import { membersView, typeView } from './schema-view.ts'

export const styleSheet = readAsset('reference.css', import.meta.url)

/** The pages of the reference by the last part of their address. */
export function referencePages(document: Document, config: Config, base: string): Map<string, Page> {
  const groups = document.tags.filter(({ name }) => operationsOf(document, name).length > 0)
  const pages: [part: string, title: string, body: Html][] = [
    ['', document.info.title, overview(document, groups, base)],
    ...groups.map(({ name, description }): [string, string, Html] => [
      partOf(name),
      name,
      html`<p>${description}</p>${operationsOf(document, name).map((one) => operationView(one, base))}`,
    ]),
    ['events', 'Events', eventsOf(document, base)],
    ['schemas', 'Schemas', schemasOf(document, base)],
  ]
  const nav = html`<nav aria-label="Reference" class="links">${pages.map(
    ([part, title]) =>
      html`<a href="${base}/docs${part === '' ? '' : `/${part}`}">${part === '' ? 'Overview' : title}</a>`,
  )}</nav>`
  return new Map(
    pages.map(([part, title, body]) => [
      part,
      {
        lang: 'en',
        title: part === '' ? 'API reference' : `${title} · API reference`,
        backToList: false,
        head: html`<link rel="stylesheet" href="${pathOf(config, styleSheet)}">`,
        body: html`<main class="wide reference"><h1>${part === '' ? 'API reference' : title}</h1>${nav}${body}</main>`,
      },
    ]),
  )
}

const overview = (document: Document, groups: Document['tags'], base: string) =>
  html`${document.info.description.split('\n\n').map((text) => html`<p>${lineOf(text)}</p>`)}
<p>The whole description is at <a href="${base}/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
${groups.map(
  ({ name, description }) =>
    html`<section class="card"><h2><a href="${base}/docs/${partOf(name)}">${name}</a></h2><p>${description}</p><ul>${operationsOf(
      document,
      name,
    ).map(
      ({ method, path, summary, operationId }) =>
        html`<li><a href="${base}/docs/${partOf(name)}#${operationId}">${summary}</a><br><code class="address">${method} ${path}</code></li>`,
    )}</ul></section>`,
)}`

const eventsOf = ({ webhooks }: Document, base: string) =>
  html`<p>What is sent to webhooks. Every request is signed.</p>${Object.entries(webhooks).map(([name, { post }]) => post && eventView(name, post, base))}`

const schemasOf = ({ components: { schemas } }: Document, base: string) =>
  html`${Object.entries(schemas)
    .filter(([name]) => !isRefusal(name))
    .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
    .map(
      ([name, schema]) =>
        html`<section class="card" id="${name}"><h2><code>${name}</code></h2>
<p>${schema.description ?? html`It is ${typeView(schema, base)}.`}</p>${membersView(schema, base)}</section>`,
    )}`
