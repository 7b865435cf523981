import { foldName } from '@/lib/normalise/places/fold-name'

const legalForms =
  /(?:[\s,]+(?:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|co|company|gmbh(?: & co\.? kg)?|ag|se|kg|ug|e\.?v|b\.?v|n\.?v|s\.?a(?:\.?s)?|s\.?r\.?l|s\.?p\.?a|sarl|oy|oyj|ab|a\/s|aps|as|asa|plc|pty(?:\.? ltd)?|pte(?:\.? ltd)?|pvt(?:\.? ltd)?|kk|k\.k|sp\.? z ?o\.?o|d\.?o\.?o|s\.?r\.?o|lp|llp|pbc|bvba|lda|ltda)\.?)+$/iu
const batch =
  /[\s,([]*\b(?:y[\s-]?c(?:ombinator)?)\b[\s:,-]*\(?(?:[swfx]\s?['’]?\d{2})?\)?\]?[\s,)]*|[\s,([]+[swfx]['’]?\d{2}[)\]]/giu
const mayNameBatch = /y[\s-]?c|[swfx]['’]?\d{2}[)\]]/i
const brackets = /\s*[([{][^)\]}]*(?:[)\]}]|$)/g
const address =
  /^(?:https?:\/\/)?(?:www\.)?([\w-]+(?:\.[\w-]+)*)\.(?:com|co\.uk|io|co|org|net|ai|dev|app|tech|us|uk|de|eu|fr|nl|ca|me|so|in|xyz|health|ly|fm|gg)(?:\/.*)?$/i

/**
 * Employer behind a name as written: `name` to show, `key` equal for "Acme", "ACME, Inc." and "Acme (YC S21)".
 * Null when nothing remains.
 */
export function readCompany(written: string): { name: string; key: string } | null {
  const trimmed = written.replace(/\s+/g, ' ').trim()
  const bare = (mayNameBatch.test(trimmed) ? trimmed.replace(batch, ' ') : trimmed)
    .replace(brackets, '')
    .replace(/^["“'*_\s]+|["”'*_\s,;:|–-]+$/g, '')
    .trim()
  const name = bare === '' ? trimmed : bare
  const unformed = name.replace(legalForms, '').trim()
  const core = (unformed === '' ? name : unformed).replace(address, '$1')
  const key = foldName(core.replace(/&/g, ' and '))
    .replace(/^the\s+(?=\S)/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return key === '' ? null : { name: name.slice(0, 200), key: key.slice(0, 100) }
}
