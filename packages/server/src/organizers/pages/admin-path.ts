import { basePath, type Config } from '../../platform/config.ts'

/** Where organizers' pages are, as the public URL leads to them. */
export const adminPath = (config: Config, path = ''): string => `${basePath(config)}/admin${path}`
