import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { Browser } from 'playwright-core'
import { haltSource } from '@/scrapers/http/errors'

/** A browser that nobody uses is closed after this long. */
const idleMs = 3_000
const debians = '/usr/bin/chromium'

const quiet = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  // All requests are answered by us. What would pass by, a socket or a look-up ahead, ends at a proxy that is not there.
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
]

/**
 * Path of the Chromium to use.
 * @throws CrawlError HaltSource that says what to install, when there is none.
 */
async function findExecutable(wanted: string | null): Promise<string> {
  const { chromium } = await import('playwright-core')
  const candidates = wanted === null ? [debians, chromium.executablePath()] : [wanted]
  const found = candidates.find((path) => existsSync(path))
  if (found !== undefined) return found
  const advice = 'install it with `apt-get install chromium` (Debian) or `npx playwright install chromium`'
  throw haltSource(
    'chromium',
    wanted === null
      ? `these pages need a browser and there is no Chromium: ${advice}, or set SKILLTIDE_CHROMIUM to where it is`
      : `these pages need a browser and SKILLTIDE_CHROMIUM, ${wanted}, is not there: ${advice}`,
  )
}

async function launch(wanted: string | null): Promise<Browser> {
  const executablePath = await findExecutable(wanted)
  const { chromium } = await import('playwright-core')
  try {
    return await chromium.launch({
      executablePath,
      // Chromium's own sandbox does not work for root.
      chromiumSandbox: userInfo().uid !== 0,
      args: quiet,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw haltSource('chromium', `Chromium at ${executablePath} does not start: ${reason}`, error)
  }
}

/** The one browser of this process: started when a page first needs it, closed when none does any more. */
class SharedChromium {
  private browser: Promise<Browser> | null = null
  private users = 0
  private closing: NodeJS.Timeout | null = null

  /** Runs `task` with the browser. @throws CrawlError HaltSource when it cannot be started. */
  async run<T>(wanted: string | null, task: (browser: Browser) => Promise<T>): Promise<T> {
    this.users += 1
    if (this.closing !== null) clearTimeout(this.closing)
    try {
      return await task(await this.open(wanted))
    } finally {
      this.users -= 1
      if (this.users === 0) this.closing = setTimeout(() => void this.close(), idleMs)
    }
  }

  private async close(): Promise<void> {
    const { browser } = this
    this.browser = null
    await browser?.then((opened) => opened.close()).catch(() => undefined)
  }

  private open(wanted: string | null): Promise<Browser> {
    if (this.browser !== null) return this.browser
    const launched = launch(wanted)
    const forget = () => void (this.browser = this.browser === launched ? null : this.browser)
    launched.then((browser) => browser.once('disconnected', forget), forget)
    this.browser = launched
    return launched
  }
}

export const sharedChromium = new SharedChromium()
