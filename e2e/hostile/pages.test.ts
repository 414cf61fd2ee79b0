import { after, before, describe } from 'node:test'
import type { Browser as Chromium } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { type Engine, engines, missing } from '../kit/engine.ts'
import type { Browser, Page } from '../kit/page.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { testAnswers } from './answers.ts'
import type { InChromium } from './chromium.ts'
import { testBlockers, testCrowd, testPatches } from './crowd.ts'
import { testFrame } from './frame.ts'
import { testWatch } from './harm.ts'
import { testLeaving } from './leaving.ts'
import { testMoves, testPlaces } from './places.ts'
import { allowingCases, needlessCases, testLinkStays } from './policies.ts'
import { testKept, testReturning } from './returning.ts'
import {
  documentCases,
  litCases,
  polyfilledCases,
  scriptCases,
  testBase,
  testNothingDrawn,
  testXhtml,
  twiceTyped,
} from './scripts.ts'
import { testShortcuts } from './shortcuts.ts'
import { type HostileSite, startHostileSite } from './site.ts'
import { placedCases, testStyles } from './styles.ts'
import { type Shared, testSurvival } from './survival.ts'
import { testViews } from './views.ts'

let signup: Signup
let site: HostileSite
before(async () => {
  signup = await startSignup()
  site = await startHostileSite(signup.api)
})
after(async () => {
  await site?.stop()
  await signup?.stop()
})

describe('the sign-up survives, and harms nothing', { concurrency: 4 }, () => {
  for (const engine of engines)
    describe(`in ${engine.name}`, { concurrency: 1, skip: missing(engine) }, () => testEverywhere(engine))
  const chromiumOnly = { skip: missing(engines[0]!) }
  describe('with what Chromium can pretend', { ...chromiumOnly, concurrency: 2 }, testPretending)
  // Its shell keeps no pages for the Back button, as every visitor's does.
  describe('with what Chromium keeps', chromiumOnly, () => testKept(inChromium({ whole: true })))
})

/**
 * What two scripts on a page do to each other, and an element's own styles, is the same in every
 * engine.
 */
function testAnywhere(shared: Shared) {
  testSurvival(shared, { ...placedCases, ...litCases })
  testBase(shared)
  testNothingDrawn(shared)
}

function testPretending() {
  const shared = inChromium()
  testAnswers(shared)
  testCrowd(shared)
  testBlockers(shared)
  testPatches(shared)
  testViews(shared)
  testShortcuts(shared)
  testReturning(shared)
}

/** Gives tests a Chromium of their own. */
function inChromium(options?: { whole: boolean }): InChromium {
  let browser: Chromium
  before(async () => {
    browser = await launchChromium(options)
  })
  after(() => browser?.close())
  return {
    idle: [],
    get signup() {
      return signup
    },
    get site() {
      return site
    },
    get browser() {
      return browser
    },
  }
}

function testEverywhere(engine: Engine) {
  let browser: Browser
  let page: Page
  before(async () => {
    browser = await engine.start()
    page = await browser.open()
  })
  after(async () => {
    await page?.close()
    await browser?.close()
  })
  const shared: Shared = {
    engine,
    get signup() {
      return signup
    },
    get site() {
      return site
    },
    get page() {
      return page
    },
  }
  testWatch(shared)
  testFrame(shared)
  testStyles(shared)
  testSurvival(shared, { ...allowingCases, ...needlessCases })
  testLinkStays(shared)
  testSurvival(shared, { ...scriptCases, ...twiceTyped, ...polyfilledCases, ...documentCases })
  testXhtml(shared)
  testPlaces(shared)
  testMoves(shared)
  testLeaving(shared)
  if (engine.name === 'Chromium') testAnywhere(shared)
}
