import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'

/** `careers.acme.com`, or `www.acme.com/careers`: the host of a site, and the path under which its jobs are. */
export const careersSlug = new RegExp(
  `^(?:${label}\\.)+[a-z][a-z0-9-]{1,23}(?::\\d{2,5})?(?:/[a-z0-9._~%-]+){0,8}$`,
  'i',
)

const HostName = z.string().regex(new RegExp(`^(?:${label}\\.)+[a-z][a-z0-9-]{1,23}(?::\\d{2,5})?$`, 'i'))

const Pattern = z.string().max(300).refine(isPattern, 'expected a regular expression of paths, as ^/jobs/\\d+')

function isPattern(pattern: string): boolean {
  try {
    return RegExp(pattern).source !== ''
  } catch {
    return false
  }
}

export const CareersConfig = BoardConfig.extend({
  board: z.string().max(200).regex(careersSlug),
  /** Address of the sitemap to read instead of those that robots.txt names. */
  sitemap: z.url({ protocol: /^https$/ }).optional(),
  /** Regular expression that the paths of job pages match; without it a word for jobs in the path is looked for. */
  pathPattern: Pattern.optional(),
  /** Whether the pages need a browser to show their jobs. */
  renders: z.boolean().default(false),
  /** Further hosts of the employer that a page asks, such as the one of its interface. */
  hosts: z.array(HostName).max(10).default([]),
})
export type CareersConfig = z.infer<typeof CareersConfig>

/** A word for jobs in the path of a page, with something behind it. */
const usualPath = /(?:job|career|position|vacanc|opening|role|stelle|karriere|emploi|empleo|vacature|lavor)[^/]*\/[^/]/i

const siteHost = (board: string): string => (board.split('/')[0] ?? '').toLowerCase()

export const siteOf = (board: string): string => `https://${siteHost(board)}/`

/** A site's name with and without `www.` is one site; its sitemap may stand on either. */
export function hostsOf({ board, hosts }: Pick<CareersConfig, 'board' | 'hosts'>): string[] {
  const host = siteHost(board)
  const twin = host.startsWith('www.') ? host.slice(4) : `www.${host}`
  return [...new Set([host, twin, ...hosts.map((other) => other.toLowerCase())])]
}

/** Whether an address is that of a job page, as far as its path tells. */
export function isJobPage(address: string, config: CareersConfig): boolean {
  const { host, pathname } = new URL(address)
  const folder = config.board.slice(config.board.indexOf('/') + 1)
  const path = config.board.includes('/') ? `/${folder}` : ''
  if (!hostsOf(config).includes(host)) return false
  if (config.pathPattern !== undefined) return RegExp(config.pathPattern).test(pathname)
  return path === '' ? usualPath.test(pathname) : pathname.startsWith(`${path}/`)
}
