import { wholeSourceSlug } from '@/lib/domain/board'

/** Page of a source; `part` names a place on it. */
export const sourceHref = (sourceId: string, part?: string): string =>
  `/sources/${encodeURIComponent(sourceId)}${part === undefined ? '' : `#${part}`}`

/** Page of a board. A slug may hold slashes, dots and spaces; a source that is read as a whole has its own page. */
export const boardHref = (sourceId: string, slug: string): string =>
  slug === wholeSourceSlug
    ? sourceHref(sourceId)
    : `${sourceHref(sourceId)}/boards/${slug.split('/').map(encodeURIComponent).join('/')}`

/** Page of a refused record. */
export const rejectHref = (sourceId: string, id: string): string => `${sourceHref(sourceId)}/rejects/${id}`

/** A word of a command line, quoted when a shell would read something into it. */
const shellWord = (word: string): string => (/^[\w.:/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

/** A command to copy. */
export const commandLine = (...words: string[]): string => `npm run -s skilltide -- ${words.map(shellWord).join(' ')}`

/** Command that reads a held board again and takes what is gone for gone. */
export const acceptCommand = ({ sourceId, slug }: { sourceId: string; slug: string }): string =>
  slug === wholeSourceSlug
    ? commandLine('ingest', sourceId, '--accept-losses')
    : commandLine('ingest', sourceId, '--board', slug, '--accept-losses')

/** A part of a path as it was meant, joined by slashes where it has several; empty, as no name is, for what cannot be one. */
export function readSegment(...parts: string[]): string {
  try {
    const text = parts.map(decodeURIComponent).join('/')
    return text.includes('\0') ? '' : text
  } catch {
    // Half of a percent code.
    return ''
  }
}
