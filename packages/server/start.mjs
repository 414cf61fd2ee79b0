#!/usr/bin/env node
// Starts the server, or runs a command. In JavaScript, so that a Node that is too old for TypeScript gets to the
// sentence below.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
const [wanted, here] = [engines.node, process.versions.node].map((version) =>
  version.replace(/^\D+/, '').split('.').map(Number),
)

if (here[0] < wanted[0] || (here[0] === wanted[0] && here[1] < wanted[1])) {
  console.error(
    `This needs Node ${wanted.join('.')} or newer, and runs on ${process.versions.node}. In a clone the right one is in node_modules/.bin.`,
  )
  process.exit(1)
}
await import('./src/start/main.ts')
