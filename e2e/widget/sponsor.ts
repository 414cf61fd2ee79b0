import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveSponsorPage, strictPolicy } from '../../packages/server/src/demo/demo.ts'
import type { Page } from '../kit/page.ts'
import { until } from '../kit/until.ts'

const stopped = 'https://stopped.invalid/'

/** Serves the sponsor's page on its own origin, and collects browsers' reports about its policy. */
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
  // A host name, so that it is another site than the sign-up's 127.0.0.1, not only another origin.
  const reported = `${policy}; report-uri http://127.0.0.1:${port}/`
  const sponsor = await serveSponsorPage({ api, policy: reported, port: 0, host: 'localhost' })
  let probes = 0
  return {
    url: sponsor.url,
    violations,
    /**
     * Returns what the policy has stopped so far, once all reports are in: the last is for an image
     * that this function requests itself.
     */
    async violationsUpTo(page: Page): Promise<string[]> {
      probes += 1
      const probe = `${stopped}probe-${probes}.png`
      await page.read((url) => {
        new Image().src = url
      }, probe)
      await until('the report of a stopped image', async () => violations.some((report) => report.includes(probe)))
      return violations.filter((report) => !report.includes(stopped))
    },
    async stop() {
      await sponsor.close()
      reports.close()
      reports.closeAllConnections()
    },
  }
}
export type Sponsor = Awaited<ReturnType<typeof startSponsor>>
