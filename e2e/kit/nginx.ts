import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes settings around those of a site, with everything in a folder. Returns nginx's arguments. */
export function nginxAround(folder: string, site: string): string[] {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name), { recursive: true })
    return `${name}_temp_path ${join(folder, name)};`
  })
  const whole = join(folder, 'whole.conf')
  const around = `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;`
  writeFileSync(whole, `${around}\nevents {}\nhttp {\n${temporary.join('\n')}\ninclude ${site};\n}`)
  return ['-e', 'stderr', '-c', whole]
}
