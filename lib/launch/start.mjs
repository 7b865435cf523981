// @ts-check
// `npm start`. Plain JavaScript without dependencies up to the import of the launcher: packages may not be installed yet.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkNode, generateClient, installPackages } from './preparation.mjs'
import { claimDataFolder } from './single-instance.mjs'

process.chdir(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
checkNode()

/**
 * Tells somebody at the terminal what is being done; the outcome replaces the line.
 * @param {string} name
 * @param {string} doing
 */
function beginStep(name, doing) {
  if (process.stdout.isTTY) process.stdout.write(`${name.padEnd(10)} ${doing} …`)
}

/**
 * @param {string} name
 * @param {string} outcome
 * @param {number} startedMs
 */
function printStep(name, outcome, startedMs) {
  if (process.stdout.isTTY) process.stdout.write('\r\u001B[K')
  console.log(`${name.padEnd(10)} ${outcome} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`)
}

const dataDir = process.env.SKILLTIDE_DATA_DIR || '.skilltide'
const url = `http://localhost:${process.env.PORT || 3000}`
const claim = await claimDataFolder(dataDir, () => ({ pid: process.pid, url })).catch((error) => {
  console.error(error.message)
  process.exit(1)
})
if (!claim.claimed) {
  const { other } = claim
  console.error(
    `Skilltide is already running on the data folder ${dataDir}: ${other.url} (process ${other.pid}).\n` +
      `To stop it, press Ctrl-C where it runs, or: kill ${other.pid}`,
  )
  process.exit(1)
}

let startedMs = Date.now()
beginStep('Packages', 'installing when needed, which takes a minute')
const hasInstalled = installPackages({ neededPackage: 'tsx', withTests: false })
printStep('Packages', hasInstalled ? 'installed' : 'up to date', startedMs)
startedMs = Date.now()
if (generateClient()) printStep('Client', 'generated from prisma/schema.prisma', startedMs)

const { register } = await import('tsx/esm/api')
register()
const { launch } = await import('./launcher.ts')
process.exitCode = await launch({ beginStep, printStep, isDevelopment: process.argv.includes('--dev') })
process.exit()
