import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inheritEnvironment } from '@/lib/env'

const stampFile = '.next/skilltide-stamp'
const inputFolders = ['app', 'lib', 'public', 'prisma']
const inputFiles = [
  'package-lock.json',
  'package.json',
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]

/** Hash of all that the build reads, by path and content; times of files say nothing after a checkout. */
async function hashInputs(): Promise<string> {
  const listed = await Promise.all(inputFolders.filter((folder) => existsSync(folder)).map(listFiles))
  const paths = [...listed.flat().sort(), ...inputFiles.filter((path) => existsSync(path))]
  const hash = createHash('sha256')
  for (const path of paths) hash.update(`${path}\n`).update(await readFile(path))
  return hash.digest('hex')
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/**
 * Builds the pages when anything they are made of has changed since the last build.
 * @returns whether it had to.
 * @throws Error with the output of the build when it fails.
 */
export async function buildWhenStale(signal?: AbortSignal): Promise<boolean> {
  const stamp = await hashInputs()
  if (existsSync('.next/BUILD_ID') && existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp)
    return false
  // Without a stamp a build that is cut short counts for nothing.
  await rm(stampFile, { force: true })
  await runBuild(signal)
  await mkdir(dirname(stampFile), { recursive: true })
  await writeFile(stampFile, stamp)
  return true
}

function runBuild(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      env: inheritEnvironment({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (output += String(chunk)))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`Building the pages failed (exit code ${code}):\n${output.slice(-6000)}`))
    })
  })
}
