import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveSponsorPage, strictPolicy } from '../packages/server/src/demo.ts'

/** The sponsor's page on an origin of its own, and what browsers report that its policy has stopped. */
export async function startSponsor({ api, policy = strictPolicy(api) }: { api: string; policy?: string }) {
  const violations: string[] = []
  const reports = createServer(async (request, response) => {
    let report = ''
    for await (const part of request) report += String(part)
    violations.push(report)
    response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(reports, 'listening')
  const { port } = reports.address() as AddressInfo
  // By name, so that it is another site than the sign-up's 127.0.0.1, not only another origin.
  const reported = `${policy}; report-uri http://127.0.0.1:${port}/`
  const sponsor = await serveSponsorPage({ api, policy: reported, port: 0, host: 'localhost' })
  return {
    url: sponsor.url,
    violations,
    async stop() {
      await sponsor.close()
      reports.close()
      reports.closeAllConnections()
    },
  }
}
