import { closeSync, copyFileSync, fstatSync, openSync, readSync, rmSync, statSync, truncateSync } from 'node:fs'

const largestBytes = 10 * 1024 * 1024
const tailBytes = 16 * 1024

/**
 * Keeps a log from growing for as long as its program runs: past 10 MiB it becomes `<file>.old` and begins anew. The
 * program must append to it. Lines written between the two steps are lost.
 */
export function limitLog(file: string): void {
  try {
    if (statSync(file).size <= largestBytes) return
    tryCopy(file)
    truncateSync(file)
  } catch {
    // There is none yet, or it is not ours.
  }
}

/** Without a copy where the disk is full: an empty log is what helps then. */
function tryCopy(file: string): void {
  try {
    copyFileSync(file, `${file}.old`)
  } catch {
    rmSync(`${file}.old`, { force: true })
  }
}

/** Last lines of a log, for a message; nothing of one that cannot be read. */
export function readLogTail(file: string, lines: number): string {
  try {
    const log = openSync(file, 'r')
    try {
      const { size } = fstatSync(log)
      const bytes = Buffer.alloc(Math.min(size, tailBytes))
      readSync(log, bytes, 0, bytes.length, size - bytes.length)
      return bytes.toString().trimEnd().split('\n').slice(-lines).join('\n')
    } finally {
      closeSync(log)
    }
  } catch {
    return ''
  }
}
