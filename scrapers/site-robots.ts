import robotsParser from 'robots-parser'
import type { CrawlContext } from '@/scrapers/contract'
import { CrawlError, haltSource } from '@/scrapers/http/errors'

/** The name by which robots.txt would address us. */
const productToken = 'Skilltide'

/**
 * Holds a crawl that reads an interface to what robots.txt says of the page behind it: a host may bar a career site by
 * its own path and not know of the path by which the page itself asks for its jobs.
 * @throws CrawlError HaltSource when the page is barred, and what the fetcher throws for a robots.txt that cannot be had
 * for now; none at all bars nothing.
 */
export async function checkPageRobots(context: Pick<CrawlContext<never, never>, 'fetch'>, page: string): Promise<void> {
  const address = new URL('/robots.txt', page)
  let text = ''
  try {
    text = new TextDecoder().decode((await context.fetch(address.href)).body)
  } catch (error) {
    if (!(error instanceof CrawlError && error.kind === 'SkipRecord')) throw error
  }
  const rules = robotsParser(address.href, text.replaceAll('\u0000', ''))
  if (rules.isAllowed(page, productToken) === false)
    throw haltSource(address.host, `robots.txt of ${address.host} asks us not to read ${new URL(page).pathname}`)
}
