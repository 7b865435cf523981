// @ts-check
// Plain JavaScript without dependencies: `npm start` opens the folder before anything is installed.
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Makes a folder and those above it. Not by mkdir's own `recursive`, which never returns where a folder that is there
 * answers that there is none, as /proc does.
 * @param {string} path
 */
function makeFolder(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o755 })
  } catch (error) {
    // Another process was faster.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

/**
 * Says which folder cannot be written to and which setting names it, where the system says only what it refused.
 * @param {string} dataDir
 * @param {unknown} cause
 */
export function unusableFolder(dataDir, cause) {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Error(
    `The data folder ${dataDir} cannot be used: ${reason}. Choose one that can be made and written to, for example: SKILLTIDE_DATA_DIR=/var/tmp/skilltide npm start`,
    { cause },
  )
}

/**
 * Path of the data folder, or of one below it, made when it is not there.
 * @param {string} dataDir
 * @param {string} below
 * @throws Error that names the folder and its setting, when it cannot be made or written to
 */
export function openDataFolder(dataDir, below = '.') {
  try {
    makeFolder(resolve(dataDir))
    const folder = join(realpathSync(dataDir), below)
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
    return folder
  } catch (error) {
    throw unusableFolder(dataDir, error)
  }
}
