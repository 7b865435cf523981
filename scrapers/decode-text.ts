/**
 * Text of bytes by the charset that the content type names, UTF-8 without one; a leading byte order mark is dropped.
 * Null when the bytes are not of that charset, or the charset is unknown: a guess would put wrong letters into figures.
 */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): string | null {
  const label = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}
