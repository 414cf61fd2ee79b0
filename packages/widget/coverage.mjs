import { mergeProcessCovs } from '@bcoe/v8-coverage'
import istanbul from 'istanbul-lib-coverage'
import convert from 'v8-to-istanbul'

/** The path of a module that the runner serves. */
const pathOf = (url) => (URL.canParse(url) ? new URL(url).pathname.slice(1) : '')

// Of functions that it has told of before, V8 tells no blocks any more, so it begins anew for each test file.
const begin = (profiler) => profiler.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

/**
 * Counts which lines run in Chromium. The runner can do that too, but converts what V8 has counted for every test file,
 * which takes longer than the tests. Here the counts of all test files are added up first.
 */
export class Coverage {
  #isCounted
  #counts = []
  #sources = new Map()

  /** `isCounted` tells of a path whether its lines count. */
  constructor(isCounted) {
    this.#isCounted = isCounted
  }

  /** Gets what creates a launcher with these options, and returns a launcher that counts in all of its pages. */
  launcher(create) {
    const profilers = new Map()
    const createPage = async ({ context }) => {
      const page = await context.newPage()
      const profiler = await page.createCDPSession()
      await profiler.send('Profiler.enable')
      await begin(profiler)
      profilers.set(page, profiler)
      return page
    }
    const launcher = create({ createPage })
    const stopSession = launcher.stopSession.bind(launcher)
    launcher.stopSession = async (id) => {
      const profiler = profilers.get(launcher.getPage(id))
      await this.#keep(await profiler.send('Profiler.takePreciseCoverage'))
      await profiler.send('Profiler.stopPreciseCoverage')
      await begin(profiler)
      return stopSession(id)
    }
    return launcher
  }

  /** Says how much has run, and fails the run if it is less than these percentages. */
  reporter = (least) => ({
    stop: async () => {
      const summary = await this.#summarize()
      for (const [kind, percent] of Object.entries(least)) {
        const { covered, total, pct } = summary[kind]
        console.log(`${kind}: ${covered} of ${total} have run`)
        // Of nothing, every percentage has run.
        if (total > 0 && pct >= percent) continue
        console.error(`That is less than ${percent} %.`)
        process.once('exit', () => (process.exitCode = 1))
      }
    },
  })

  async #keep({ result }) {
    const counted = result.filter(({ url }) => this.#isCounted(pathOf(url)))
    this.#counts.push({ result: counted })
    for (const { url } of counted)
      if (!this.#sources.has(url)) this.#sources.set(url, await fetch(url).then((response) => response.text()))
  }

  async #summarize() {
    const map = istanbul.createCoverageMap()
    for (const { url, functions } of mergeProcessCovs(this.#counts).result) {
      const converter = convert(pathOf(url), 0, { source: this.#sources.get(url) })
      await converter.load()
      converter.applyCoverage(functions)
      map.merge(converter.toIstanbul())
    }
    return map.getCoverageSummary().data
  }
}
