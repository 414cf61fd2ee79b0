/* oxlint-disable import/no-unassigned-import -- this script only acts */
import { Cal } from './calcom-queue.js'
import '@calcom/embed-core'

const place = document.querySelector('#form')
Cal('init', { origin: place.dataset.loader })
Cal('inline', { elementOrSelector: place, calLink: 'organizer/training' })
