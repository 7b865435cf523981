import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { CrawlContext, FetchResult } from '@/scrapers/contract'
import { CrawlError, haltSource, retryLater } from '@/scrapers/http/errors'
import { parseXml } from '@/scrapers/parse-xml'

/** A page that a sitemap names; `lastmod` as written, which is compared and never read as a date. */
export interface SitemapPage {
  url: string
  lastmod: string | null
}

/** Files of one site after which reading stops, and how deep indexes may stand in one another. */
const maximumFiles = 60
const maximumDepth = 3
/** The limits of one file (https://www.sitemaps.org/protocol.html): 50 MiB unpacked. */
const maximumBytes = 52_428_800

const Entry = z.object({ loc: z.string().trim().min(1), lastmod: z.coerce.string().nullish() })
const entries = z
  .array(z.unknown())
  .nullish()
  .transform((list) => (list ?? []).flatMap((item) => Entry.safeParse(item).data ?? []))

/** An element without children comes as an empty text. */
const Sitemap = z.union([
  z.object({ urlset: z.union([z.object({ url: entries }), z.literal('').transform(() => ({ url: [] }))]) }),
  z.object({ sitemapindex: z.object({ sitemap: entries }) }),
])

type Fetch = Pick<CrawlContext<never, never>, 'fetch'>

/** `sitemap.xml.gz` is a file that is gzipped, whatever the transport says. */
function unpacked(host: string, result: FetchResult): FetchResult {
  if (result.body[0] !== 0x1f || result.body[1] !== 0x8b) return result
  try {
    return { ...result, body: gunzipSync(result.body, { maxOutputLength: maximumBytes }) }
  } catch (error) {
    throw retryLater(host, `a sitemap of ${host} is damaged or too large`, error)
  }
}

async function readFile(context: Fetch, url: string) {
  const { host } = new URL(url)
  const result = unpacked(host, await context.fetch(url))
  const xml = parseXml({ key: url, context: {}, ...result }, { lists: ['url', 'sitemap'] })
  const read = Sitemap.safeParse(xml.ok ? xml.value : null)
  if (!read.success) throw retryLater(host, `${url} is no sitemap${xml.ok ? '' : `: ${xml.reason}`}`)
  const digest = createHash('sha256').update(result.body).digest('hex')
  return 'urlset' in read.data
    ? { digest, pages: read.data.urlset.url, files: [] }
    : { digest, pages: [], files: read.data.sitemapindex.sitemap.map(({ loc }) => loc) }
}

/** The sitemaps that robots.txt names; none when it names none or is not there. */
export async function findSitemaps(context: Fetch, site: string): Promise<string[]> {
  try {
    const text = new TextDecoder().decode((await context.fetch(new URL('/robots.txt', site).href)).body)
    const lines = [...text.matchAll(/^\s*sitemap\s*:\s*(\S+)/gim)].map((line) => line[1] ?? '')
    return lines.filter((line) => URL.canParse(line, site)).map((line) => new URL(line, site).href)
  } catch (error) {
    if (error instanceof CrawlError && error.kind === 'SkipRecord') return []
    throw error
  }
}

/**
 * All pages that the sitemaps name, each once, through their indexes. Files on other hosts than the site's are left out.
 * @throws CrawlError what the fetcher throws, and RetryLater for a file that is no sitemap or is another one again, so
 * that an unreadable file never passes for an empty one; HaltSource for more files than a career site has.
 */
export async function readSitemaps(context: Fetch, files: readonly string[], isOfSite: (url: string) => boolean) {
  const pages = new Map<string, SitemapPage>()
  const seen = new Set<string>()
  const digests = new Set<string>()
  async function read(list: readonly string[], depth: number): Promise<void> {
    for (const url of list) {
      if (seen.has(url) || !isOfSite(url)) continue
      const { host } = new URL(url)
      if (seen.size >= maximumFiles || depth > maximumDepth)
        throw haltSource(host, `${host} has more sitemaps than are read; name the one of its jobs with \`sitemap\``)
      seen.add(url)
      const file = await readFile(context, url)
      // robots.txt may well name one sitemap under two addresses; within an index it is a mixed-up cache.
      if (digests.has(file.digest) && depth > 0) throw retryLater(host, `${url} holds the same as a sitemap before it`)
      if (file.pages.length + file.files.length > 0) digests.add(file.digest)
      for (const { loc, lastmod } of file.pages)
        if (URL.canParse(loc)) pages.set(new URL(loc).href, { url: new URL(loc).href, lastmod: lastmod ?? null })
      await read(file.files, depth + 1)
    }
  }
  await read(files, 0)
  return [...pages.values()]
}
