import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterTest } from '../servers/after-test.ts'
import { freePort } from '../servers/free-port.ts'
import { isThere, run } from '../servers/programs.ts'
import { until } from '../servers/until.ts'
import { installedPostgres } from './postgres.ts'

/** Patroni takes nothing shorter: a primary that is lost has been gone for so long when another one takes over. */
const [ttlSeconds, loopSeconds, retrySeconds] = [20, 1, 3]

/** Returns whether this machine has Debian’s Patroni, with what it needs to speak to etcd, and all that it runs. */
export const hasPatroni = (): boolean =>
  ['patroni', 'etcd'].every(isThere) &&
  installedPostgres() !== undefined &&
  spawnSync('/usr/bin/python3', ['-c', 'import patroni.dcs.etcd3']).status === 0

interface Member {
  /** Of PostgreSQL. */
  port: number
  /** Of Patroni. */
  api: number
  /** Ends Patroni and PostgreSQL without a chance to write anything more. */
  lose: () => Promise<void>
}

const settingsOf = ({ name, port, etcd, api, folder }: Record<string, string | number>) => `
scope: training-signup
name: ${name}
restapi: { listen: '127.0.0.1:${api}', connect_address: '127.0.0.1:${api}' }
etcd3: { host: '127.0.0.1:${etcd}' }
bootstrap:
  dcs:
    ttl: ${ttlSeconds}
    loop_wait: ${loopSeconds}
    retry_timeout: ${retrySeconds}
    synchronous_mode: true
    postgresql: { use_pg_rewind: false, parameters: { unix_socket_directories: '', shared_buffers: 32MB } }
  initdb: [{ encoding: UTF8 }, { locale: C.UTF-8 }, no-sync]
postgresql:
  listen: '127.0.0.1:${port}'
  connect_address: '127.0.0.1:${port}'
  data_dir: '${folder}/data'
  bin_dir: '${installedPostgres()}'
  pgpass: '${folder}/pgpass'
  pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust']
  authentication: { superuser: { username: postgres }, replication: { username: replicator } }
`

async function startMember(name: string, etcd: number): Promise<Member> {
  const port = await freePort()
  let data = ''
  const settings = (api: number, folder: string) => {
    data = join(folder, 'data')
    return settingsOf({ name, port, etcd, api, folder })
  }
  const patroni = await run('patroni', settings, (file) => [file])
  const lose = async () => {
    await patroni.lose()
    const isEnded = () => {
      try {
        return !process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT')
      } catch {
        return true
      }
    }
    await until(isEnded)
  }
  afterTest(lose)
  return { port, api: patroni.port, lose }
}

const is = (role: string, { api }: Member) =>
  until(async () => (await fetch(`http://127.0.0.1:${api}/${role}`).catch(() => undefined))?.ok === true)

/** Starts two PostgreSQLs under Patroni, the second a standby that has each commit. All ends with the test. */
export async function startPatroni(): Promise<[primary: Member, standby: Member]> {
  const peer = await freePort()
  const settings = (port: number, folder: string) => `
name: default
data-dir: '${folder}/etcd'
listen-client-urls: http://127.0.0.1:${port}
advertise-client-urls: http://127.0.0.1:${port}
listen-peer-urls: http://127.0.0.1:${peer}
unsafe-no-fsync: true
`
  const etcd = await run('etcd', settings, (file) => ['--config-file', file])
  const primary = await startMember('one', etcd.port)
  await is('primary', primary)
  const standby = await startMember('two', etcd.port)
  await is('synchronous', standby)
  return [primary, standby]
}
