import { createHash } from 'node:crypto'
import { loadBuffer } from 'cheerio'
import { decodeHTML } from 'entities'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { readRecords } from '@/scrapers/parse-records'
import { companyOf, htmlOf, placesOf, remoteOf, salaryOf, wordOf } from '@/scrapers/sources/careers/job-fields'
import { findJsonLd } from '@/scrapers/sources/careers/json-ld'
import type { LinkedNode } from '@/scrapers/sources/careers/json-ld'
import { findMicrodata } from '@/scrapers/sources/careers/microdata'
import { JobPosting, PageContext } from '@/scrapers/sources/careers/schema'
import { boardPostingId } from '@/scrapers/whole-board'

const dayMs = 24 * 60 * 60 * 1000

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12)

/** Id of a page within its site: its path, shortened where it is longer than an id may be. */
export function pageIdOf(address: string): string {
  const { pathname, search } = new URL(address)
  const path = `${pathname.replace(/^\/|\/$/g, '')}${search}`
  return path.length <= 150 ? path : `${path.slice(0, 130)}~${digest(path)}`
}

const addressOf = (posting: LinkedNode, page: string): string | null => {
  const url = wordOf(posting.url)
  return url !== null && URL.canParse(url, page) ? new URL(url, page).href : null
}

const isSamePage = (address: string | null, page: string): boolean =>
  address !== null && pageIdOf(address) === pageIdOf(page) && new URL(address).host === new URL(page).host

/** An advertisement with its id: that of the page; where a page holds several, of their own page or of what tells them apart. */
function withIds(postings: LinkedNode[], { board, page }: Pick<PageContext, 'board' | 'page'>): LinkedNode[] {
  const own = postings.find((posting) => isSamePage(addressOf(posting, page), page))
  const counted = postings.length > 1 && own !== undefined ? [own] : postings
  return counted.map((posting) => {
    const address = addressOf(posting, page)
    const hasOwnPage = address !== null && new URL(address).host === new URL(page).host && !isSamePage(address, page)
    const label = wordOf(posting.identifier) ?? digest(JSON.stringify([posting.title, posting.joblocation]))
    const id =
      counted.length === 1 ? pageIdOf(page) : hasOwnPage ? pageIdOf(address) : `${pageIdOf(page)}#${label.slice(0, 60)}`
    return { ...posting, '@posting': boardPostingId({ board, company: '' }, id) }
  })
}

const charset = /charset\s*=\s*"?([\w.:-]+)/i

/** The tree of a page, its charset by the header, the page's own word or its bytes, in this order. */
function loadHtml({ body, headers }: RawPayload) {
  const label = charset.exec(headers['content-type'] ?? '')?.[1]
  return loadBuffer(Buffer.from(body), {
    encoding: { defaultEncoding: 'utf-8', ...(label !== undefined && { transportLayerEncodingLabel: label }) },
  })
}

const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && '@posting' in value ? String(value['@posting']) : null

/**
 * The advertisements that a page describes as schema.org has it: in JSON-LD, or else in microdata. A page without one
 * gives nothing; one whose description of a job is no JSON is refused.
 */
export function parseCareerPage(payload: RawPayload): ParseResult {
  const context = PageContext.parse(payload.context)
  const $ = loadHtml(payload)
  const { postings, unreadable } = findJsonLd($)
  const found = withIds(postings.length > 0 ? postings : findMicrodata($), context)
  const result = readRecords(found, {
    schema: JobPosting,
    idOf,
    read: (job) => {
      const endsAt = job.validthrough?.getTime() ?? Number.POSITIVE_INFINITY
      if (endsAt + dayMs < context.readAt.getTime()) return { skip: 'past its end' }
      return {
        draft: {
          externalId: job['@posting'],
          listing: boardListing(context.board),
          url: found.length === 1 ? context.page : (addressOf(job, context.page) ?? context.page),
          title: decodeHTML(job.title),
          company: companyOf(job) ?? context.company,
          text: htmlToText(htmlOf(job)),
          placeTexts: placesOf(job),
          remoteText: remoteOf(job),
          salaryText: salaryOf(job),
          postedAt: job.dateposted ?? context.readAt,
        },
      }
    },
  })
  if (found.length > 0 || unreadable === 0) return result
  const reason = 'expected JSON-LD, found text that is no JSON'
  const externalId = boardPostingId(context, pageIdOf(context.page))
  return { ...result, rejects: [{ externalId, line: null, field: null, reason }] }
}
