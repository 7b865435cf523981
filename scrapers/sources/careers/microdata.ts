import type { CheerioAPI } from 'cheerio'
import type { LinkedNode } from '@/scrapers/sources/careers/json-ld'

const itemsOf = ($: CheerioAPI) => $('[itemscope][itemtype*="schema.org/JobPosting" i]').toArray()
type Element = ReturnType<typeof itemsOf>[number]

/** Attributes that hold the value of a property, by precedence (HTML, 5.2.4 Values). */
const valueAttributes = ['content', 'datetime', 'href', 'src', 'value']

/** Properties that are texts with markup. */
const markupProperty = /^(?:description|responsibilities|qualifications|skills|.*requirements|.*benefits)$/

/** Items within items are read this deep: pay is three of them. */
const maximumDepth = 6

function valueOf($: CheerioAPI, element: Element, { property, depth }: { property: string; depth: number }): unknown {
  const node = $(element)
  if (node.attr('itemscope') !== undefined) return depth < maximumDepth ? readItem($, element, depth + 1) : null
  const given = valueAttributes.map((name) => node.attr(name)).find((value) => value !== undefined)
  return given ?? (markupProperty.test(property) ? (node.html() ?? '') : node.text().trim())
}

/** The properties of an item: those inside it that belong to no item between. */
function readItem($: CheerioAPI, item: Element, depth: number): LinkedNode {
  const read: LinkedNode = { '@type': ($(item).attr('itemtype') ?? '').split('/').pop() ?? '' }
  for (const element of $(item).find('[itemprop]').toArray()) {
    if ($(element).parent().closest('[itemscope]').get(0) !== item) continue
    for (const name of ($(element).attr('itemprop') ?? '').toLowerCase().split(/\s+/)) {
      const value = valueOf($, element, { property: name, depth })
      const before = read[name]
      read[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
    }
  }
  return read
}

/** Every JobPosting that a page marks up as microdata, in the form of JSON-LD with keys in lower case. */
export const findMicrodata = ($: CheerioAPI): LinkedNode[] => itemsOf($).map((item) => readItem($, item, 1))
