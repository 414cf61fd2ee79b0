import * as init from './001-init.ts'

/** In the order of their names; an applied one is never changed. */
export const migrations = { '001-init': init }
