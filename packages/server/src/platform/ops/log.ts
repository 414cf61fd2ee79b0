import { pino } from 'pino'
import type { Config } from '../config.ts'

/** Writes JSON lines to standard output. Callers never pass personal data, tokens, or bodies. */
export const createLog = (config: Pick<Config, 'logLevel'>) =>
  pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
