import type { CheerioAPI } from 'cheerio'
import { decodeHTML } from 'entities'

/** A node of linked data, its keys in lower case: sites write `JobLocation` and `jobLocation`. */
export type LinkedNode = Record<string, unknown>

/** Nodes within nodes are followed this deep. */
const maximumDepth = 24

export const isNode = (value: unknown): value is LinkedNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values of a property that may be missing, one, or several. */
export const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** Wrappers that hide a script from old browsers: CDATA with or without a comment around it, and HTML comments. */
const unwrap = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/^(?:<!--|(?:\/\/|\/\*)?\s{0,20}<!\[CDATA\[\s{0,20}(?:\*\/)?)/, '')
    .replace(/(?:-->|(?:\/\/|\/\*)?\s{0,20}\]\]>\s{0,20}(?:\*\/)?);?$/, '')

const string = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g
// oxlint-disable-next-line no-control-regex -- raw control characters are what this is about
const control = /[\u0000-\u001f]/g

const escapeControl = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON forbids raw line breaks and tabs in a string; templates print them all the same. */
const escapeControls = (text: string): string => text.replace(string, (found) => found.replace(control, escapeControl))

const parsed = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** Reads a block as it is, then with its faults mended: raw control characters, a whole that is entity-encoded. */
function parseBlock(block: string): { value: unknown } | null {
  const text = unwrap(block)
  return parsed(text) ?? parsed(escapeControls(text)) ?? parsed(escapeControls(unwrap(decodeHTML(text))))
}

function lowerKeys(value: unknown, depth: number): unknown {
  if (depth > maximumDepth) return null
  if (Array.isArray(value)) return value.map((item) => lowerKeys(item, depth + 1))
  if (!isNode(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toLowerCase(), lowerKeys(inner, depth + 1)]),
  )
}

/** Whether a node is of a type, however it is written: `JobPosting`, `schema:JobPosting`, its address, one of several. */
const isOfType = (node: LinkedNode, type: string): boolean =>
  listOf(node['@type']).some((name) => typeof name === 'string' && name.split(/[/:#]/).pop()?.toLowerCase() === type)

function visit(value: unknown, take: (node: LinkedNode) => boolean): void {
  if (Array.isArray(value)) for (const item of value) visit(item, take)
  else if (isNode(value) && take(value)) for (const inner of Object.values(value)) visit(inner, take)
}

/** Puts the node that an `@id` alone points to in its place. */
function resolve(posting: LinkedNode, byId: ReadonlyMap<string, LinkedNode>): LinkedNode {
  const resolved = (value: unknown): unknown => {
    const id = isNode(value) && Object.keys(value).length === 1 ? value['@id'] : null
    return typeof id === 'string' ? (byId.get(id) ?? value) : value
  }
  return Object.fromEntries(
    Object.entries(posting).map(([key, value]) => [key, Array.isArray(value) ? value.map(resolved) : resolved(value)]),
  )
}

export interface FoundPostings {
  postings: LinkedNode[]
  /** Blocks that speak of a JobPosting and are no JSON, whatever is mended. */
  unreadable: number
}

/** Every JobPosting of the JSON-LD blocks of a page, wherever it stands in them; none twice. */
export function findJsonLd($: CheerioAPI): FoundPostings {
  const found = new Map<string, LinkedNode>()
  let unreadable = 0
  const blocks = $('script')
    .toArray()
    .filter((script) => /ld\+json/i.test($(script).attr('type') ?? ''))
  for (const block of blocks) {
    const text = $(block).text()
    const json = parseBlock(text)
    if (json === null && /jobposting/i.test(text)) unreadable += 1
    const value = lowerKeys(json?.value, 0)
    const byId = new Map<string, LinkedNode>()
    visit(value, (node) => {
      if (typeof node['@id'] === 'string' && Object.keys(node).length > 1) byId.set(node['@id'], node)
      return true
    })
    visit(value, (node) => {
      if (!isOfType(node, 'jobposting')) return true
      const posting = resolve(node, byId)
      found.set(JSON.stringify(posting), posting)
      return false
    })
  }
  return { postings: [...found.values()], unreadable }
}
