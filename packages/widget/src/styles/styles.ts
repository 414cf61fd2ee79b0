import colors from './colors.css?inline'
import form from './form.css?inline'
import frame from './frame.css?inline'
import lists from './lists.css?inline'
import moments from './moments.css?inline'
import settings from './settings.css?inline'

/** In this order, in which a later rule wins. */
export const styles = colors + frame + form + moments + lists + settings
