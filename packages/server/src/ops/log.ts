import { pino } from 'pino'
import type { Config } from '../config.ts'

/** JSON lines on standard output. Nothing of a person, no token and no body is ever handed to it. */
export const createLog = (config: Pick<Config, 'logLevel'>) =>
  pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
