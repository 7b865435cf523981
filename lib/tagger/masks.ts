import type { MarkedText } from '@/lib/tagger/marked-text'
import type { Range } from '@/lib/tagger/sentences'

const longestToken = 300
const domain =
  /(?:^|[^\p{L}\p{N}_.-])(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|io|co|ai|dev|app|de|uk|us|eu|fr|nl|se|ch|at|ca|es|it|in|me|tv|ly|gg|sh|so|xyz|tech|jobs|careers|cloud|health|edu|gov|info|biz|team|works|site|page|inc|is|fm|im|cc|no|fi|dk|pl|be|au|nz|br|jp|id|to|gl|st|la|vc|studio|systems|software|engineering|technology|solutions|finance|energy|space|network|run|id|tools|agency|world|life|build|bio)(?=$|[/:?#)\]>,;.!"'”’&]|$)/iu
/** “ASP.NET/C#/Angular” */
const technologyDomain = /(?:asp|ado|vb|ml)\.net$|socket\.io$/i
// “DevOps @ Acme” is no address, “sam @ acme.com” is one; “Lambda@Edge” is a product.
const spelledAddress =
  /^(?:[ \t]?[<([{][ \t]?at[ \t]?[>)\]}]|@(?!edge\b)|[ \t]@[ \t]?[\p{L}\p{N}-]+(?:\.|[ \t]?[<([{]?[ \t]?dot\b))/iu
/** “O'R”, “R&D” before a letter; a quotation mark that opens is none of them. */
const isOfAbbreviation = /[.&-]$|[\p{L}\p{N}]['’]$/u
const file = /^[\p{L}\p{N}_-]+$/u

const isSpace = (unit: number): boolean =>
  unit === 32 ||
  unit === 10 ||
  unit === 9 ||
  unit === 13 ||
  unit === 160 ||
  unit === 0x3000 ||
  unit === 60 ||
  unit === 62

/** Whether a sign behind a space may belong to "name [at] domain". */
const mayBeAt = (unit: number): boolean => unit === 64 || unit === 60 || unit === 40 || unit === 91 || unit === 123

/** Whether the two units behind a name may open the rest of a spelt address. */
const mayBeSpelled = (unit: number, next: number): boolean =>
  mayBeAt(unit) || ((unit === 32 || unit === 9) && mayBeAt(next))

/** Whether a token holds a sign of addresses: "@", a colon, a stop that something follows. */
const mayBeAddress = (token: string): boolean => {
  for (let at = 0; at < token.length; at++) {
    const unit = token.charCodeAt(at)
    if (unit === 64 || unit === 58 || (unit === 46 && at < token.length - 1)) return true
  }
  return false
}

/** The run of characters without white space around a hit, cut at 300 characters each way. */
function tokenAround(text: string, hit: Range): Range {
  let start = hit.start
  while (start > 0 && hit.start - start < longestToken && !isSpace(text.charCodeAt(start - 1))) start--
  let end = hit.end
  while (end < text.length && end - hit.end < longestToken && !isSpace(text.charCodeAt(end))) end++
  return { start, end }
}

/**
 * Why a hit inside an address is no skill, or null. Addresses are those with a scheme, e-mail addresses, bare
 * domains and file names; a name that itself looks like a domain ("Fly.io", "ASP.NET") stays.
 */
export function maskReason({ text, units }: MarkedText, hit: Range): string | null {
  const before = units[hit.start - 1] ?? 0
  const after = units[hit.end] ?? 0
  const next = units[hit.end + 1] ?? 0
  // Most names stand between a space and a comma, a space before a word, or an end.
  const opens = hit.start === 0 || isSpace(before) || before === 40
  const closes = hit.end === text.length || after === 44 || (after === 32 && !mayBeAt(next))
  if (opens && closes && hit.end - hit.start > 1) return null
  if (
    hit.end - hit.start === 1 &&
    (isOfAbbreviation.test(text.slice(Math.max(0, hit.start - 2), hit.start)) ||
      /^\.[\p{L}\p{N}]/u.test(text.slice(hit.end, hit.end + 2)))
  )
    return 'a letter of an abbreviation'
  if (mayBeSpelled(after, next) && spelledAddress.test(text.slice(hit.end, hit.end + 48)))
    return 'inside an e-mail address'
  if (opens && (hit.end === text.length || isSpace(after) || after === 44)) return null
  const range = tokenAround(text, hit)
  const token = text.slice(range.start, range.end)
  if (token.length === hit.end - hit.start || !mayBeAddress(token)) return null
  const scheme = token.indexOf('://')
  if (scheme !== -1 && hit.start - range.start >= scheme - 8) return 'inside a web address'
  const www = token.search(/www\./i)
  if (www !== -1 && hit.start - range.start >= www) return 'inside a web address'
  const at = token.indexOf('@')
  if (
    at > 0 &&
    !/@edge\b/i.test(token) &&
    /[\p{L}\p{N}]/u.test(token.charAt(at - 1)) &&
    /[\p{L}\p{N}]/u.test(token.charAt(at + 1))
  )
    return 'inside an e-mail address'
  if (before === 64) return 'a handle or a package name'
  if (!token.includes('.')) return null
  const found = domain.exec(token)
  if (found && !technologyDomain.test(found[0])) {
    const from = range.start + found.index
    const until = from + found[0].length
    const covers = hit.start <= from + 1 && hit.end >= until
    const pathBehind = hit.start >= until && text.charAt(until) === '/'
    if (!covers && ((hit.start >= from && hit.start < until) || pathBehind)) return 'inside a web address'
    if (covers && /^\/[a-z]/.test(text.slice(until, until + 2))) return 'inside a web address'
  }
  if (before === 46 && file.test(text.charAt(hit.start - 2)) && /[a-z]/.test(text.charAt(hit.start)))
    return 'a file name'
  return null
}
