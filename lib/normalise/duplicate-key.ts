import { hash } from 'node:crypto'

const notLettersOrDigits = /[^\p{L}\p{N}]+/gu

/** Letters and digits beyond ASCII, folded; everything else is a space. */
const foldRun = (run: string): string => run.normalize('NFKC').toLowerCase().replace(notLettersOrDigits, ' ')

const space = 0x20

/** Folded byte of each ASCII code. */
const foldedBytes = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const letter = String.fromCharCode(code).toLowerCase()
  return /[a-z0-9]/.test(letter) ? letter.charCodeAt(0) : space
})

/**
 * Writes the folded text as UTF-8: letters and digits in small letters, one space between words. A loop over
 * codes, because regular expressions over whole texts made this the slowest step of normalising.
 */
function writeFolded(text: string, bytes: Buffer): number {
  return plainAscii.test(text) ? foldInPlace(bytes, bytes.write(text, 'latin1')) : foldCodes(text, bytes)
}

const plainAscii = /^[\x00-\x7f]*$/

function foldInPlace(bytes: Buffer, size: number): number {
  let length = 0
  let last = space
  for (let index = 0; index < size; index += 1) {
    const byte = foldedBytes[bytes[index] ?? space] ?? space
    if (byte === space && last === space) continue
    bytes[length] = last = byte
    length += 1
  }
  return length > 0 && last === space ? length - 1 : length
}

function foldCodes(text: string, bytes: Buffer): number {
  let length = 0
  let last = space
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x80) {
      const byte = foldedBytes[code] ?? space
      if (byte === space && last === space) continue
      bytes[length] = last = byte
      length += 1
      continue
    }
    let end = index + 1
    while (end < text.length && text.charCodeAt(end) >= 0x80) end += 1
    for (const byte of end === index + 1 ? bytesOfCode(code) : bytesOf(text.slice(index, end))) {
      if (byte === space && last === space) continue
      bytes[length] = last = byte
      length += 1
    }
    index = end - 1
  }
  return length > 0 && last === space ? length - 1 : length
}

const bytesOf = (run: string): Uint8Array => Buffer.from(foldRun(run))

/** Bytes of single codes between ASCII ones: nearly all are a few dashes, quotes, bullets and accented letters. */
const knownBytes = new Map<number, Uint8Array>()

function bytesOfCode(code: number): Uint8Array {
  const known = knownBytes.get(code)
  if (known !== undefined) return known
  const bytes = bytesOf(String.fromCharCode(code))
  knownBytes.set(code, bytes)
  return bytes
}

// A folded run may grow (one ligature becomes three letters), never beyond four bytes per UTF-16 unit by much:
// NFKC's longest expansion is 18 units, so the buffer is sized for the worst text of the allowed length on demand.
const worstGrowth = 36

let buffer = Buffer.alloc(64 * 1024)

/**
 * Key that is equal for texts which differ only in white space, case and punctuation: 128 bits of SHA-256, in hex.
 */
export function duplicateKeyOf(text: string): string {
  if (buffer.length < text.length * worstGrowth) buffer = Buffer.alloc(text.length * worstGrowth)
  return hash('sha256', buffer.subarray(0, writeFolded(text, buffer))).slice(0, 32)
}
