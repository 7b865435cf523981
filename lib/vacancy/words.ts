const word = /[\p{L}\p{N}]+/gu
const asciiWord = /[a-z0-9]+/g
const plainAscii = /^[\x00-\x7f]*$/

/** The words of a text in order: runs of letters and digits, in small letters and compatibility form (NFKC). */
export function foldedWords(text: string): string[] {
  const found = plainAscii.test(text)
    ? text.toLowerCase().match(asciiWord)
    : text.normalize('NFKC').toLowerCase().match(word)
  return found ?? []
}
