const newline = 0x0a

export type Line = { line: number; text: string } | { line: number; problem: string }

function decodeLine(bytes: Uint8Array, line: number): Line {
  try {
    return { line, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { line, problem: 'expected UTF-8, found bytes of another encoding' }
  }
}

/**
 * Lines of a byte stream, numbered from 1. A line longer than `maximumBytes` is told as a problem and never held whole,
 * so that memory stays bounded whatever the file is.
 */
export async function* readLines(stream: AsyncIterable<Uint8Array>, maximumBytes: number): AsyncGenerator<Line> {
  let line = 1
  let parts: Uint8Array[] = []
  let size = 0
  const take = (piece: Uint8Array) => {
    size += piece.byteLength
    if (size <= maximumBytes) parts.push(piece)
    else parts = []
  }
  const flush = (): Line => {
    const done: Line =
      size > maximumBytes
        ? { line, problem: `the line is longer than ${maximumBytes} bytes` }
        : decodeLine(Buffer.concat(parts), line)
    line += 1
    parts = []
    size = 0
    return done
  }
  for await (const chunk of stream) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end))
      yield flush()
      start = end + 1
    }
    // Copied, because the stream may reuse its buffer.
    if (start < chunk.byteLength) take(Uint8Array.from(chunk.subarray(start)))
  }
  if (size > 0) yield flush()
}
