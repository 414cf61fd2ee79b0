import type { Language } from '@training-signup/contract'
import { readOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import { presentHosts } from '../../core/trainings/present.ts'
import { findTraining } from '../../core/trainings/trainings.ts'
import type { Page } from '../../platform/html/layout.ts'
import type { System } from '../../platform/system.ts'

/**
 * Returns the organizer with their helplines and contact, for the top and the foot of a page that
 * shows no training: those of the training in its address, or else those in the settings.
 */
export async function siteOf(system: System, lang: Language, slug?: string): Promise<Page['training']> {
  const view = { lang, publicUrl: system.config.publicUrl }
  const found = slug === undefined ? undefined : await findTraining(system, slug)
  if (found && found.row.status !== 'draft') return { ...presentHosts(found.input, view), slug: found.row.slug }
  const { defaults, isSet } = await readOrganizerDefaults(system)
  return isSet ? presentHosts(defaults, view) : undefined
}
