import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { Html } from '../pages/layout.ts'
import { say } from '../words/index.ts'
import { readNames } from './person-names.ts'

/** The people that a message names, as its form shows them. */
export interface Named {
  count: number
  names: string[]
}

const mostNames = 20

export async function readNamedView(db: Kysely<Tables>, ids: readonly string[]): Promise<Named> {
  const names = await readNames(db, ids.slice(0, mostNames))
  return { count: ids.length, names: [...names.values()] }
}

export const namedView = (lang: Language, { count, names }: Named): Html =>
  html`<details><summary>${say(lang, 'admin.messages.named', { count })}</summary><ul>${names.map((name) => html`<li>${name}</li>`)}${
    count > names.length
      ? html`<li>${say(lang, 'admin.messages.named.more', { count: count - names.length })}</li>`
      : ''
  }</ul></details>`
