import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { decodeText } from '@/scrapers/decode-text'
import type { RawPayload } from '@/scrapers/contract'

/**
 * The tree of a payload of XML, or why it holds none, in words for the operator. Texts stay texts, entities are decoded
 * once, CDATA is left as it is, and attributes are dropped; `lists` names the elements that are arrays even when there is
 * one of them. XML that is cut off is refused: what could be read of it would pass for a shorter list.
 */
export function parseXml(
  payload: RawPayload,
  { lists }: { lists: readonly string[] },
): { ok: true; value: unknown } | { ok: false; reason: string } {
  const text = decodeText(payload.body, payload.headers['content-type'])
  if (text === null) return { ok: false, reason: 'expected XML as UTF-8, found bytes of another encoding' }
  const validity = XMLValidator.validate(text)
  if (validity !== true) return { ok: false, reason: `expected XML, found a fault: ${validity.err.msg}` }
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    htmlEntities: true,
    isArray: (name) => lists.includes(name),
  })
  try {
    return { ok: true, value: parser.parse(text) }
  } catch (error) {
    return { ok: false, reason: `expected XML, found a fault: ${error instanceof Error ? error.message : 'unknown'}` }
  }
}
