import { type DestinationStream, pino } from 'pino'
import type { Config } from '../config.ts'
import { currentRequest } from './current-request.ts'

/**
 * Writes JSON lines to standard output, each with the process, its host, and the id of the request
 * that it belongs to. Callers never pass personal data, tokens, or bodies.
 */
export const createLog = (config: Pick<Config, 'logLevel'>, to?: DestinationStream) =>
  pino({ level: config.logLevel, timestamp: pino.stdTimeFunctions.isoTime, mixin: requestOf }, to)

function requestOf(): object {
  const request = currentRequest()
  return request ? { request: request.id } : {}
}
