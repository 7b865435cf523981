// @ts-check
// Plain JavaScript without dependencies: this runs before anything is installed.
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { openDataFolder, unusableFolder } from '../db/data-folder.mjs'

/** A path of a Unix socket may have some 104 bytes; a longer one is silently cut on some systems. */
const longestSocketPath = 100

/**
 * Path of the socket that stands for "a launcher works on this data folder".
 * @param {string} dataDir
 */
function socketPath(dataDir) {
  const folder = openDataFolder(dataDir)
  const path = join(folder, 'launcher.sock')
  const shorter = [path, relative(process.cwd(), path)].sort((a, b) => a.length - b.length)[0] ?? path
  if (shorter.length <= longestSocketPath) return shorter
  return join(tmpdir(), `skilltide-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}.sock`)
}

/**
 * What the running launcher says of itself; null when none answers.
 * @param {string} path
 * @returns {Promise<{ pid: number, url: string } | null>}
 */
function askOther(path) {
  return new Promise((resolve) => {
    const socket = connect(path)
    let text = ''
    socket.setTimeout(3000, () => socket.destroy())
    socket.on('data', (chunk) => (text += chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      try {
        resolve(JSON.parse(text))
      } catch {
        // Nobody answered: the socket is a leftover of a launcher that was killed.
        resolve(null)
      }
    })
  })
}

/**
 * Claims a data folder for this process. The claim is a listening socket: it ends with the process, however that ends.
 * @param {string} dataDir
 * @param {() => { pid: number, url: string }} describe
 * @returns {Promise<{ claimed: true } | { claimed: false, other: { pid: number, url: string } }>}
 * @throws Error that names the folder and its setting, when it cannot be made or written to
 */
export async function claimDataFolder(dataDir, describe) {
  const path = socketPath(dataDir)
  for (let attempt = 0; attempt < 5; attempt++) {
    const isListening = await new Promise((resolve, reject) => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined)
        socket.end(JSON.stringify(describe()))
      })
      server.once('error', (error) =>
        'code' in error && error.code === 'EADDRINUSE' ? resolve(false) : reject(unusableFolder(dataDir, error)),
      )
      server.listen(path, () => {
        server.unref()
        resolve(true)
      })
    })
    if (isListening) return { claimed: true }
    const other = await askOther(path)
    if (other) return { claimed: false, other }
    rmSync(path, { force: true })
  }
  throw unusableFolder(dataDir, `the socket ${path} can neither be used nor replaced`)
}
