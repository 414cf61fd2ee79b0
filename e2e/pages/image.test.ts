import assert from 'node:assert/strict'
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  unlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { until } from '../kit/until.ts'
import { pack } from '../widget/fresh-project.ts'
import { sizeOf } from '../widget/installed.ts'

const dockerfile = readFileSync(join(import.meta.dirname, '../../examples/operators/Dockerfile'), 'utf8')
/** The example's instructions, each on one line. */
const instructions = dockerfile
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n */g, '')
  .split('\n')
const argumentsOf = (name: string) =>
  instructions.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []))
const words = (name: string) => JSON.parse(argumentsOf(name).at(-1) ?? '[]') as string[]

const canMount = spawnSync('unshare', ['--mount', 'true']).status === 0
const [user = ''] = argumentsOf('USER')

/**
 * A machine as the one that builds an image, as far as the steps can tell: everything of this one, Node at its place,
 * and two folders of its own. Its mounts end with the command.
 */
const asBuilder = `set -e
for each in /*; do
  if [ -L "$each" ]; then cp -P "$each" "$ROOT/"
  elif [ -d "$each" ]; then mkdir -p "$ROOT$each" && mount --bind "$each" "$ROOT$each"; fi
done
mkdir -p "$ROOT/image" "$ROOT/packed"
mount --bind "$IMAGE" "$ROOT/image" && mount --bind "$PACKED" "$ROOT/packed"
mount -t tmpfs tmpfs "$ROOT/usr/local/bin" && cp "$NODE" "$ROOT/usr/local/bin/node"
exec chroot "$ROOT" sh -e -c "$STEPS"`

/** The image alone, which no one can write to, but for its volume. */
const asContainer = `mount --bind "$IMAGE" "$IMAGE" && mount --bind "$DATA" "$IMAGE/data" && mount -o remount,bind,ro "$IMAGE"
exec chroot --userspec=${user} "$IMAGE" "$@"`

/** No container engine has to run: the same steps in a file system of their own, and the same program in it. */
describe('the image', { concurrency: false, skip: canMount ? false : 'no mounts of its own on this machine' }, () => {
  let place: string
  let folders: { image: string; data: string; packed: string; root: string }
  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'training-signup-image-'))
    const folder = (name: string) => {
      mkdirSync(join(place, name))
      return join(place, name)
    }
    folders = { image: folder('image'), data: folder('data'), packed: folder('packed'), root: folder('root') }
    chownSync(folders.data, ...(user.split(':').map(Number) as [number, number]))
    await pack('server', folders.packed)
  })
  after(() => {
    // Only what is empty and links: a mount that were still there would be all of this machine.
    for (const one of readdirSync(folders.root, { withFileTypes: true }))
      (one.isDirectory() ? rmdirSync : unlinkSync)(join(folders.root, one.name))
    rmSync(place, { recursive: true, force: true })
  })

  const environment = () => ({
    IMAGE: folders.image,
    DATA: folders.data,
    ...Object.fromEntries(argumentsOf('ENV').flatMap((line) => line.split(' ').map((one) => one.split(/=(.*)/)))),
  })
  const inContainer = (command: string[], port: number) =>
    [
      'unshare',
      ['--mount', 'sh', '-c', asContainer, 'sh', ...command],
      { env: { PATH: process.env['PATH'], ...environment(), HOST: '127.0.0.1', PORT: String(port) } },
    ] as const
  const succeeds = ({ status, stderr }: SpawnSyncReturns<string>) => assert.equal(status, 0, stderr)

  test('is made by the steps of its file, in at most 250 MB, and has no shell', async () => {
    const [install = '', ...others] = argumentsOf('RUN')
    // What comes before is the package, which is made.
    const steps = [install.slice(install.indexOf('npm install --prefix')), ...others].join(' && ')
    const env = { ...process.env, ROOT: folders.root, PACKED: folders.packed, NODE: process.execPath, STEPS: steps }
    succeeds(
      spawnSync('unshare', ['--mount', 'sh', '-c', asBuilder], {
        env: { ...env, IMAGE: folders.image },
        encoding: 'utf8',
      }),
    )
    const megabytes = (await sizeOf(folders.image)) / 1e6
    assert.ok(megabytes <= 250, `${megabytes} MB`)
    for (const shell of ['bin/sh', 'usr/bin/sh', 'usr/local/bin/npm'])
      assert.ok(!existsSync(join(folders.image, shell)), shell)
  })

  test('starts as a user of its own on a file system that it cannot write, is healthy, and stops when told', async () => {
    const port = await freePort()
    const child = spawn(...inContainer([...words('ENTRYPOINT'), ...words('CMD')], port))
    let log = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += String(data)))
    const ended = once(child, 'exit')
    try {
      await until('the container', async () => {
        assert.equal(child.exitCode, null, log)
        return log.includes('"listening"')
      })
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      assert.match(status, new RegExp(`^Uid:\\s+${user.split(':')[0]}\\s`, 'm'))
      const [, check = '[]'] = /CMD (\[.*\])/.exec(argumentsOf('HEALTHCHECK')[0] ?? '') ?? []
      const examine = () => {
        const [program, args, options] = inContainer(JSON.parse(check) as string[], port)
        return spawnSync(program, args, { ...options, encoding: 'utf8' })
      }
      succeeds(examine())
      assert.ok(existsSync(join(folders.data, 'signup.db')))
      assert.equal(argumentsOf('STOPSIGNAL')[0], 'SIGTERM')
      child.kill('SIGTERM')
      assert.deepEqual(await ended, [0, null], log)
      assert.notEqual(examine().status, 0)
    } finally {
      child.kill('SIGKILL')
      await ended
    }
  })
})
