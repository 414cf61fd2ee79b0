import { html } from 'hono/html'
import { unitIn } from '../../../core/credit/certificate-content.ts'
import { contentOf } from '../../../core/credit/certificates.ts'
import { readValidOf } from '../../../core/credit/valid-certificates.ts'
import { createManageTokens } from '../../../core/registrations/manage-token.ts'
import { basePath } from '../../../platform/config.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import type { RegistrationOwner } from '../link-owner.ts'

type Owner = Pick<RegistrationOwner, 'registration' | 'lang'>

const validOf = ({ db }: System, { registration }: Owner) => readValidOf(db.reader, registration.id)

/** Renders the ways to a person's certificates. */
export async function certificatesView(system: System, owner: Owner): Promise<Html | ''> {
  const rows = await validOf(system, owner)
  if (rows.length === 0) return ''
  const tokens = createManageTokens(system)
  const hrefOf = (id: string) =>
    `${basePath(system.config)}/r/certificate/${tokens.issue({ kind: 'certificate', id, version: 1 })}?lang=${owner.lang}`
  return html`<ul class="card flush rows">${rows.map((row) => {
    const content = contentOf(row)
    const link = say(owner.lang, content.kind === 'letter' ? 'mine.link.letter' : 'mine.link')
    const hours = { hours: content.hours.toFixed(2), unit: unitIn(owner.lang, content) }
    return html`<li><a class="row" href="${hrefOf(row.id)}">${icon('check')}<span><b>${link}</b>
<small><span lang="${content.lang}">${content.profile}</span>: ${say(owner.lang, 'mine.hours', hours)}</small></span>${icon('onward')}</a></li>`
  })}</ul>`
}

/** Says what else goes with everything that is deleted, if there is something. */
export async function lostCertificates(system: System, owner: Owner): Promise<string> {
  const { length: count } = await validOf(system, owner)
  return count === 0 ? '' : say(owner.lang, 'mine.erase.both', { count })
}
