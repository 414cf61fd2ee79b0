import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'
import type { Media, NamedOperation, Operation, Parameter } from './document.ts'
import { lineOf } from './lines.ts'
import { aboutView, membersView, typeView } from './schema-view.ts'

/** Renders one operation: its address, what it needs, and what it answers. */
export const operationView = (operation: NamedOperation, base: string): Html => {
  const { operationId, method, path, summary, description, deprecated = false, security = [] } = operation
  return html`<section class="card" id="${operationId}"><h2>${summary}</h2>
<p><code class="address">${method} ${path}</code></p>
${deprecated ? html`<p class="panel wait">Deprecated. See what replaces it below.</p>` : ''}
${security.length > 0 ? html`<p class="muted">Needs an API key or a token.</p>` : ''}
${description && html`<p>${lineOf(description)}</p>`}
${parametersView(operation.parameters, base)}${bodyView(operation.requestBody, base)}${responsesView(operation.responses, base)}</section>`
}

/** Renders an event that is sent to webhooks. */
export const eventView = (name: string, { summary, requestBody }: Operation, base: string): Html =>
  html`<section class="card" id="${name}"><h2><code>${name}</code></h2><p>${lineOf(summary)}</p>${bodyView(requestBody, base)}</section>`

const parametersView = (parameters: Parameter[] = [], base: string) =>
  parameters.length === 0
    ? ''
    : html`<h3>Parameters</h3><div class="scrolls" tabindex="0"><table><thead><tr><th scope="col">Name</th>
<th scope="col">Value</th><th scope="col">About it</th></tr></thead><tbody>${parameters.map(
        ({ name, in: place, required = false, schema, description }) =>
          html`<tr><th scope="row"><code>${name}</code><br><small>${required ? place : `${place}, optional`}</small></th>
<td>${typeView(schema, base)}</td><td>${aboutView({ ...schema, ...(description === undefined ? {} : { description }) })}</td></tr>`,
      )}</tbody></table></div>`

const bodyView = (body: Operation['requestBody'], base: string) =>
  body ? html`<h3>Body</h3>${Object.entries(body.content).map(([type, media]) => mediaView(type, media, base))}` : ''

const responsesView = (responses: Operation['responses'], base: string) =>
  html`<h3>Answers</h3>${Object.entries(responses).map(([status, { description, content }]) => {
    const [[type, media] = []] = Object.entries(content ?? {})
    const isRefused = Number(status) >= 400
    return html`<details${isRefused ? '' : html` open`}><summary><b>${status}</b> ${lineOf(description)}</summary>${
      type && media && !isRefused ? mediaView(type, media, base) : ''
    }${isRefused ? html`<p class="muted">An <code>application/problem+json</code>; see <a href="${base}/problems">the problems</a>.</p>` : ''}</details>`
  })}`

const mediaView = (type: string, { schema, example }: Media, base: string) =>
  html`<p><code>${type}</code>: ${typeView(schema, base)}</p>${membersView(schema, base)}${
    example === undefined
      ? ''
      : html`<pre tabindex="0"><code>${typeof example === 'string' ? example : JSON.stringify(example, null, 2)}</code></pre>`
  }`
