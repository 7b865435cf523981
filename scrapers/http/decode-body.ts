import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { retryLater, skipRecord } from '@/scrapers/http/errors'

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}
const isKnown = (name: string): name is keyof typeof decoders => Object.hasOwn(decoders, name)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * Undoes the content encoding of a response.
 * @throws CrawlError RetryLater when the bytes are cut off or damaged; SkipRecord when they unfold beyond `maximumBytes`.
 */
export async function decodeBody(input: {
  host: string
  encoding: string | undefined
  bytes: Uint8Array
  maximumBytes: number
}): Promise<Uint8Array> {
  const names = (input.encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  let bytes = input.bytes
  for (const name of names.reverse()) {
    if (!isKnown(name))
      throw skipRecord(input.host, `${input.host} answered in an encoding that was not asked for: ${name.slice(0, 20)}`)
    try {
      bytes = await decoders[name](bytes, { maxOutputLength: input.maximumBytes })
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE')
        throw skipRecord(input.host, `${input.host} sent more than ${input.maximumBytes} bytes`, error)
      throw retryLater(input.host, `${input.host} sent a damaged or cut-off ${name} body`, error)
    }
  }
  return bytes
}
