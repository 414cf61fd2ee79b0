/* oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign */
import { createWidget } from '@typeform/embed'
import '@typeform/embed/build/css/widget.css'

const place = document.querySelector('#form')
createWidget(`${place.dataset.loader}/to/training`, { container: place })
