import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { isEmailAddress } from '@training-signup/contract'
import { z } from 'zod'
import { isLimited, type Limited } from './rate-limits.ts'

const daySeconds = 24 * 60 * 60

const url = (protocols: string[]) => (value: string) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol)

/** Returns the address in `Name <address>` or in a bare address. */
export const addressIn = (sender: string) => /^[^<>\r\n]*<([^<>]+)>$/.exec(sender)?.[1] ?? sender

/** Returns whether only this machine can reach the host. */
export const isLoopback = (host: string) => /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host)

export const Environment = z.object({
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(8787),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(url(['http:', 'https:']), 'must start with http:// or https://')
    .optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^sqlite:./.test(value) || url(['postgres:', 'postgresql:'])(value),
      'must be sqlite:FILE or postgres://…',
    )
    .default('sqlite:data/signup.db'),
  ADMIN_TOKEN: z
    .string()
    .transform((value) => value.split(',').map((token) => token.trim()))
    .refine((tokens) => tokens.length <= 2, 'can hold at most two tokens, separated by a comma')
    .refine((tokens) => tokens.every((token) => token.length >= 32), 'must be at least 32 characters long')
    .optional(),
  AUTH_SECRET: z.string().min(32, 'must be at least 32 characters long').optional(),
  SMTP_URL: z
    .string()
    .refine(
      url(['smtp:', 'smtps:']),
      'must be smtp://… or smtps://…, with the user and password if the server needs them',
    )
    .optional(),
  SMTP_TLS: z.enum(['required', 'optional'], { error: 'must be required or optional' }).optional(),
  MAIL_FROM: z
    .string()
    .refine(
      (value) => isEmailAddress(addressIn(value)),
      'must be an address like signup@example.org or “Trainings <signup@example.org>”',
    )
    .optional(),
  ALLOWED_ORIGINS: z
    .string()
    .default('*')
    .transform((value) => (value === '*' ? undefined : value.split(',').map((origin) => origin.trim())))
    .refine(
      (origins) => origins === undefined || origins.every((one) => URL.canParse(one) && new URL(one).origin === one),
      'must be * or a comma-separated list of origins like https://example.org',
    ),
  TRUSTED_PROXIES: z
    .string()
    .transform((value) => value.split(',').map((entry) => entry.trim()))
    .refine(
      (entries) => entries.every(isNetwork),
      'must be a comma-separated list of addresses or networks like 10.0.0.0/8',
    )
    .optional(),
  RATE_LIMITS: z
    .string()
    .default('on')
    .transform(readRateLimits)
    .refine((rateLimits) => rateLimits !== 'unreadable', 'must be on, off, or numbers like sign-ups=500,lookups=1000'),
  MAILS_PER_HOUR: z
    .string()
    .default('1000')
    .refine((value) => /^\d{2,6}$/.test(value) && Number(value) >= 10, 'must be a number from 10 to 999999')
    .transform(Number),
  WEBHOOK_ALLOW: z
    .string()
    .transform((value) => value.split(',').map((entry) => entry.trim().toLowerCase()))
    .refine(
      (entries) => entries.every((entry) => /^(?:\[[\da-f:.]+\]|[\w.-]+):\d{1,5}$/.test(entry)),
      'must be a comma-separated list of host:port, like receiver.internal:8080',
    )
    .optional(),
  SECURITY_CONTACT: z
    .string()
    .transform((value) => (isEmailAddress(value) ? `mailto:${value}` : value))
    .refine(url(['mailto:', 'https:', 'tel:']), 'must be an email address, or start with https:// or tel:')
    .transform((value) => new URL(value).href)
    .optional(),
  SECURITY_EXPIRES: z.iso.date({ error: 'must be a day like 2027-06-30' }).optional(),
  METRICS_PORT: z
    .string()
    .transform(readAddress)
    .refine((address) => address !== 'unreadable', 'must be a port number, or ADDRESS:PORT like 0.0.0.0:9464')
    .optional(),
  METRICS_TOKEN: z.string().min(32, 'must be at least 32 characters long').optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, or silent',
    })
    .default('info'),
})

/**
 * Returns how emails go to the mail server. Only one on this machine that takes no password may get
 * them without TLS, unless the operator decides otherwise.
 */
function mailTo(smtpUrl: string, from: string, setting: 'required' | 'optional' | undefined) {
  const { protocol, hostname, username, password } = new URL(smtpUrl)
  const needsTls = username !== '' || password !== '' || !isLoopback(hostname)
  const isTlsRequired = setting ? setting === 'required' : needsTls
  /** Whether the password or emails can be read on the way when a server offers no TLS. */
  const isExposed = needsTls && !isTlsRequired && protocol === 'smtp:'
  return { smtpUrl, from, isTlsRequired, isExposed }
}

/** Reads a port, and the address to listen on: only this machine reaches it, unless another one is given. */
function readAddress(value: string): { host: string; port: number } | 'unreadable' {
  const [, host = '127.0.0.1', port = ''] = /^(?:\[?([\w.:-]*?)\]?:)?(\d{1,5})$/.exec(value) ?? []
  return port === '' || host === '' || Number(port) > 65_535 ? 'unreadable' : { host, port: Number(port) }
}

/** Reads `on`, `off`, or numbers from 1 to 10,000 that override the defaults. */
function readRateLimits(value: string): Partial<Record<Limited, number>> | 'off' | 'unreadable' {
  if (value === 'on') return {}
  if (value === 'off') return value
  const numbers: Partial<Record<Limited, number>> = {}
  for (const part of value.split(',')) {
    const [, name = '', count] = /^([a-z-]+)=([1-9]\d{0,3}|10000)$/.exec(part.trim()) ?? []
    if (!isLimited(name)) return 'unreadable'
    numbers[name] = Number(count)
  }
  return numbers
}

/**
 * A start-up error that one sentence explains. The process ends with code 1 and prints no stack.
 */
export class StartError extends Error {
  override name = 'StartError'
}

/**
 * Reads the environment. Each `X` may come as `X_FILE`, the name of a file that holds it.
 * @throws {StartError} naming every fault together by its key, never showing a value
 */
export function readConfig(environment: Record<string, string | undefined>) {
  const faults: string[] = []
  const given: Record<string, string> = {}
  for (const key of Object.keys(Environment.shape)) {
    const file = environment[`${key}_FILE`]
    const value = file ? readSecretFile(key, file, faults) : environment[key]
    if (file && environment[key]) faults.push(`${key}: set either ${key} or ${key}_FILE, not both`)
    if (value) given[key] = value
  }
  const parsed = Environment.safeParse(given)
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  if (given['DATABASE_URL']?.startsWith('postgres') && !given['AUTH_SECRET'])
    faults.push(
      'AUTH_SECRET: required with PostgreSQL, because all processes must share it. Create one with: openssl rand -base64 32',
    )
  if (Boolean(given['SMTP_URL']) !== Boolean(given['MAIL_FROM']))
    faults.push('SMTP_URL and MAIL_FROM: set both or neither. Without them, emails stay in the queue')
  if (Boolean(given['SECURITY_CONTACT']) !== Boolean(given['SECURITY_EXPIRES']))
    faults.push('SECURITY_CONTACT and SECURITY_EXPIRES: set both or neither')
  if (given['METRICS_TOKEN'] && given['ADMIN_TOKEN']?.includes(given['METRICS_TOKEN']))
    faults.push('METRICS_TOKEN: must not be in ADMIN_TOKEN, because that one reads the registrations')
  if (given['SMTP_TLS'] && !given['SMTP_URL']) faults.push('SMTP_TLS: set it only with SMTP_URL')
  if (faults.length > 0 || !parsed.success)
    throw new StartError(`The configuration has problems:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return { ...configOf(parsed.data), unknownSettings: findUnknownSettings(environment) }
}

const settings = Object.keys(Environment.shape)

/** What other servers call such settings. */
const namesElsewhere: Record<string, string> = {
  APP_URL: 'PUBLIC_URL',
  BASE_URL: 'PUBLIC_URL',
  DB_URL: 'DATABASE_URL',
  EMAIL_FROM: 'MAIL_FROM',
  SITE_URL: 'PUBLIC_URL',
  TRUST_PROXY: 'TRUSTED_PROXIES',
}

/** Returns a sentence for each variable that looks like a setting and is none: it would do nothing. */
function findUnknownSettings(environment: Record<string, string | undefined>): string[] {
  return Object.keys(environment).flatMap((name) => {
    const bare = name.replace(/_FILE$/, '')
    if (settings.includes(bare)) return []
    const near = settings.filter((setting) => namesElsewhere[bare] === setting || isTypoOf(bare, setting))
    const alike = near.length > 0 ? near : settings.filter((setting) => sharesSubject(bare, setting))
    return alike.length > 0 ? [`${name} is not a setting, so it does nothing. Did you mean ${alike.join(' or ')}?`] : []
  })
}

/** Returns whether two names differ in two letters at most, all in one place. Short names could be of others. */
function isTypoOf(name: string, setting: string): boolean {
  const shorter = Math.min(name.length, setting.length)
  let start = 0
  while (start < shorter && name[start] === setting[start]) start++
  let end = 0
  while (end < shorter - start && name.at(-1 - end) === setting.at(-1 - end)) end++
  return start + end >= 6 && Math.max(name.length, setting.length) - start - end <= 2
}

const subjects = /^(?:ADMIN|ALLOWED|AUTH|DATABASE|LOG|MAIL|METRICS|PUBLIC|RATE|SECURITY|SMTP|TRUSTED|WEBHOOK)_/

const sharesSubject = (name: string, setting: string) =>
  subjects.test(name) && setting.startsWith(`${name.split('_')[0]}_`)

/** Returns where people who found a hole write to, and until when that is true. */
const securityOf = (contact: string | undefined, day: string | undefined) =>
  contact && day ? { contact, expires: `${day}T00:00:00Z` } : undefined

const configOf = (data: z.output<typeof Environment>) => ({
  port: data.PORT,
  host: data.HOST,
  /** The URL where visitors reach this server, without a trailing slash. It may have a path. */
  publicUrl: (
    data.PUBLIC_URL ?? `http://${data.HOST.includes(':') ? `[${data.HOST}]` : data.HOST}:${data.PORT}`
  ).replace(/(?<!\/)\/+$/, ''),
  /** Whether the public URL is only a guess. */
  isUrlGuessed: data.PUBLIC_URL === undefined,
  databaseUrl: data.DATABASE_URL,
  adminTokens: data.ADMIN_TOKEN ?? [],
  authSecret: data.AUTH_SECRET,
  /** The mail server and the sender. Without it, mails wait and no page promises one. */
  mail: data.SMTP_URL && data.MAIL_FROM ? mailTo(data.SMTP_URL, data.MAIL_FROM, data.SMTP_TLS) : undefined,
  /** Origins whose pages may sign people up. Undefined allows all. */
  allowedOrigins: data.ALLOWED_ORIGINS,
  /** Addresses and networks of the operator's proxies. Their `X-Forwarded-For` is trusted. */
  trustedProxies: data.TRUSTED_PROXIES ?? [],
  /** Overrides of the default limits per address. Undefined turns all limits off. */
  mailsPerHour: data.MAILS_PER_HOUR,
  rateLimits: typeof data.RATE_LIMITS === 'string' ? undefined : data.RATE_LIMITS,
  /** Receivers of webhooks and servers of logos, as `host:port`, that may be inside and speak plain http. */
  webhookAllow: data.WEBHOOK_ALLOW ?? [],
  /** The same for partners' pages: none, as strangers decide where these lead. */
  pagesInside: [] as string[],
  /** Maximum time for a webhook receiver to respond. */
  webhookTimeoutMs: 15_000,
  /** Maximum time to load a logo from its address. */
  logoTimeoutMs: 10_000,
  security: securityOf(data.SECURITY_CONTACT, data.SECURITY_EXPIRES),
  metrics: metricsOf(data),
  logLevel: data.LOG_LEVEL,
  /** Maximum time from opening the hosted form to sending it. */
  formLifetimeSeconds: daySeconds,
  /** Whether this is the demo. It caches nothing, so that changes show right away. */
  demo: false,
})

/** Where metrics are served, on the public port if on none of their own; undefined if not at all. */
function metricsOf({ METRICS_PORT: own, METRICS_TOKEN: token }: z.output<typeof Environment>) {
  if (own === undefined && token === undefined) return undefined
  return { own: own === 'unreadable' ? undefined : own, token }
}
export type Config = ReturnType<typeof readConfig>

/**
 * Returns the path under which the server is reached, without a trailing slash: `''` unless the
 * public URL has one.
 */
export const basePath = ({ publicUrl }: Pick<Config, 'publicUrl'>) =>
  new URL(publicUrl).pathname.replace(/(?<!\/)\/+$/, '')

function readSecretFile(key: string, file: string, faults: string[]) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    faults.push(`${key}_FILE: can’t read the file`)
    return undefined
  }
}

/** Returns whether the text is an address or a network like 10.0.0.0/8. */
function isNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  const kind = isIP(address)
  const isPrefix = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128))
  return kind !== 0 && isPrefix && more.length === 0
}
