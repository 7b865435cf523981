// @ts-check
// Plain JavaScript without dependencies: this runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const oldestNode = [20, 19]

/** @param {string[]} paths */
function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(readFileSync(path))
  return hash.digest('hex')
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

/** Ends the program with one clear line when Node is too old for the packages. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === oldestNode[0] && minor >= (oldestNode[1] ?? 0))) return
  console.error(`Skilltide needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/**
 * @param {string} what
 * @param {string} command
 * @param {string[]} values
 * @param {Record<string, string>} [env]
 */
function runOrExit(what, command, values, env = {}) {
  const done = spawnSync(command, values, { encoding: 'utf8', env: { ...process.env, ...env } })
  if (done.status === 0) return
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? `${done.error.message}\n` : ''}`)
  console.error(`${what} failed, see above.`)
  process.exit(1)
}

/** @param {string[]} values */
function npmCommand(values) {
  const program = process.env.npm_execpath
  return program?.endsWith('.js')
    ? { command: process.execPath, values: [program, ...values] }
    : { command: 'npm', values }
}

const installStamp = 'node_modules/.skilltide-stamp'

/** @param {string} neededPackage */
function isInstalled(neededPackage) {
  const own = 'node_modules/.package-lock.json'
  if (!existsSync(own) || !existsSync(`node_modules/${neededPackage}/package.json`)) return false
  if (readIfThere(installStamp) === hashFiles(['package-lock.json'])) return true
  // Installed by hand: npm writes its own lock file last.
  return statSync(own).mtimeMs >= statSync('package-lock.json').mtimeMs
}

/**
 * Installs the packages when they are missing or older than package-lock.json.
 * @param {{ neededPackage: string, withTests: boolean }} options a package that must be there afterwards; whether
 *   packages for development are wanted even when NODE_ENV says production
 * @returns {boolean} whether it had to
 */
export function installPackages({ neededPackage, withTests }) {
  if (isInstalled(neededPackage)) return false
  // Not `npm ci`: it refuses a lock file that lacks a package for another system, which npm itself writes when its
  // registry does not carry that package. `install --no-save` keeps to the lock file too, and does not write it.
  // No package needs its install script: esbuild and Prisma only download or check, Postgres' links are made at start.
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { command, values } = npmCommand(['install', ...flags])
  runOrExit('Installing packages (npm install)', command, withTests ? [...values, '--include=dev'] : values)
  writeFileSync(installStamp, hashFiles(['package-lock.json']))
  return true
}

const clientStamp = 'lib/db/generated/.stamp'

/**
 * Generates the Prisma client when schema.prisma or Prisma has changed.
 * @returns {boolean} whether it had to
 */
export function generateClient() {
  const stamp = hashFiles(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'])
  if (readIfThere(clientStamp) === stamp) return false
  // A model that is gone must not leave its file behind.
  rmSync(dirname(clientStamp), { recursive: true, force: true })
  runOrExit('Generating the database client', process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    // Prisma would download its engine only to find that generating does not need it; any program that exists will do.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  })
  mkdirSync(dirname(clientStamp), { recursive: true })
  writeFileSync(clientStamp, stamp)
  return true
}
