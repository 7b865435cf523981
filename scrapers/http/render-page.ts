import type { BrowserContext, Page, Request, Route } from 'playwright-core'
import type { FetchResult } from '@/scrapers/contract'
import { sharedChromium } from '@/scrapers/http/chromium'
import { CrawlError, retryLater } from '@/scrapers/http/errors'

export interface RenderOptions {
  /** Every request of the page is made by it: hosts, robots.txt, turns, limits and user agent are its own. */
  fetch: (url: string, request: { json?: unknown; signal: AbortSignal }) => Promise<FetchResult>
  userAgent: string
  /** Chromium's path; null looks for it. */
  chromium: string | null
  /** Longest time for one page, its requests included. */
  timeoutMs?: number
}

const defaultTimeoutMs = 120_000
/** Requests of one page after which the others are refused. */
const maximumRequests = 80
/** What a page needs to be read. */
const fetched = new Set(['document', 'script', 'xhr', 'fetch'])
/** Bytes of scripts kept, so that the pages of a site ask for them once. */
const maximumKept = 32 * 1024 * 1024

/** Headers that tell of the bytes as they came, not as they are handed on. */
const transport = new Set(['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'set-cookie'])

const answerOf = ({ status, headers, body }: FetchResult) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !transport.has(name))),
  body: Buffer.from(body),
})

/**
 * Shows pages in Chromium and gives their HTML after their scripts ran. The browser itself has no way to the network:
 * each request of a page is answered with what `fetch` gives for it, or not at all.
 */
export class PageRenderer {
  private readonly scripts = new Map<string, FetchResult>()
  private keptBytes = 0

  constructor(private readonly options: RenderOptions) {}

  /**
   * The page as a browser shows it; its payload is HTML in UTF-8.
   * @throws CrawlError what `fetch` throws for the page itself, HaltSource without a browser, RetryLater when the browser fails.
   */
  async render(address: string, signal: AbortSignal): Promise<FetchResult> {
    const document = await this.options.fetch(address, { signal })
    const { host } = new URL(document.url)
    return sharedChromium.run(this.options.chromium, async (browser) => {
      const context = await browser.newContext({
        userAgent: this.options.userAgent,
        serviceWorkers: 'block',
        acceptDownloads: false,
      })
      const stop = () => void context.close().catch(() => undefined)
      signal.addEventListener('abort', stop, { once: true })
      try {
        return await this.show(context, document, signal)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof CrawlError) throw error
        throw retryLater(host, `the browser could not show ${document.url}`, error)
      } finally {
        signal.removeEventListener('abort', stop)
        await context.close().catch(() => undefined)
      }
    })
  }

  private async show(context: BrowserContext, document: FetchResult, signal: AbortSignal): Promise<FetchResult> {
    let requests = 0
    await context.routeWebSocket(/.*/, (socket) => void socket.close())
    await context.route('**/*', async (route, request) => {
      requests += 1
      await this.answer(route, request, { document, isOver: requests > maximumRequests, signal })
    })
    const page = await context.newPage()
    await settle(page, document.url, this.options.timeoutMs ?? defaultTimeoutMs)
    const html = await page.content()
    return {
      status: document.status,
      url: document.url,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: Buffer.from(html),
    }
  }

  private async answer(
    route: Route,
    request: Request,
    { document, isOver, signal }: { document: FetchResult; isOver: boolean; signal: AbortSignal },
  ): Promise<void> {
    const isPage = request.isNavigationRequest() && request.frame().parentFrame() === null
    if (isPage && request.url() === document.url) return fulfil(route, document)
    if (request.resourceType() === 'stylesheet') return fulfil(route, emptyStyle(request.url()))
    const isRead = fetched.has(request.resourceType()) && !request.isNavigationRequest() && !isOver
    const result = isRead ? await this.ask(request, signal) : null
    return result === null ? route.abort('blockedbyclient').catch(() => undefined) : fulfil(route, result)
  }

  /** What the site answers; null for what the rules forbid and for what fails: the page goes on without it. */
  private async ask(request: Request, signal: AbortSignal): Promise<FetchResult | null> {
    const kept = this.scripts.get(request.url())
    if (kept !== undefined) return kept
    const isPost = request.method() === 'POST'
    if (!isPost && request.method() !== 'GET') return null
    try {
      const json: unknown = isPost ? request.postDataJSON() : undefined
      const result = await this.options.fetch(request.url(), { ...(isPost && { json }), signal })
      if (request.resourceType() === 'script') this.keep(request.url(), result)
      return result
    } catch {
      return null
    }
  }

  private keep(url: string, result: FetchResult): void {
    this.keptBytes += result.body.byteLength
    if (this.keptBytes <= maximumKept) this.scripts.set(url, result)
  }
}

const emptyStyle = (url: string): FetchResult => ({
  status: 200,
  url,
  headers: { 'content-type': 'text/css' },
  body: new Uint8Array(),
})

/** A page that was closed meanwhile needs no answer. */
const fulfil = (route: Route, result: FetchResult): Promise<void> =>
  route.fulfill(answerOf(result)).catch(() => undefined)

/** Waits until the page asks for nothing more; one that never ends is taken as it is when the time is up. */
async function settle(page: Page, address: string, timeoutMs: number): Promise<void> {
  try {
    await page.goto(address, { waitUntil: 'networkidle', timeout: timeoutMs })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error
  }
}
