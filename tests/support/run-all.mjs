// @ts-check
// `npm test` and `npm run verify`. Plain JavaScript without dependencies: packages may not be installed yet.
// Runs every check even when one fails, and ends with one line: `N passed, N failed` (`, N skipped` may follow).
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkNode, generateClient, installPackages } from '../../lib/launch/preparation.mjs'

process.chdir(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const isStaticOnly = process.argv.includes('--static')
const vitestReport = 'test-results/vitest.json'
const playwrightReport = 'test-results/playwright.json'
const counts = { passed: 0, skipped: 0 }
/** What failed by name, told again at the end: of a long output often only the end is kept. @type {string[]} */
const failures = []

/** @type {{ name: string, program: string, values: string[] }[]} */
const staticChecks = [
  { name: 'types', program: 'typescript/bin/tsc', values: ['--noEmit', '-p', '.'] },
  { name: 'format', program: 'oxfmt/bin/oxfmt', values: ['--check', '.'] },
  { name: 'lint', program: 'oxlint/bin/oxlint', values: ['--type-aware', '--deny-warnings'] },
  {
    name: 'architecture',
    program: 'dependency-cruiser/bin/dependency-cruise.mjs',
    values: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'app', 'lib', 'scrapers', 'tests'],
  },
  { name: 'dead code', program: 'knip/bin/knip.js', values: [] },
]

/**
 * Runs a program of node_modules.
 * @param {string} program
 * @param {string[]} values
 * @param {boolean} isShown whether its output goes to ours as it comes
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run(program, values, isShown) {
  return new Promise((resolve) => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
    const child = spawn(process.execPath, [`node_modules/${program}`, ...values], {
      env,
      stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ ok: false, output: error.message }))
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}

/**
 * @param {string} name
 * @param {boolean} ok
 * @param {number} startedMs
 * @param {string} [output]
 */
function reportCheck(name, ok, startedMs, output = '') {
  if (ok) counts.passed++
  else failures.push(name)
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`)
  if (!ok) console.log(output.trimEnd())
}

/** Two at a time: each of them uses one core. */
async function runStaticChecks() {
  const waiting = [...staticChecks]
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedMs = Date.now()
      const { ok, output } = await run(check.program, check.values, false)
      reportCheck(check.name, ok, startedMs, output)
    }
  }
  await Promise.all([work(), work()])
}

/**
 * A report, or null when the program died before it wrote one.
 * @param {string} path
 */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

/** @param {string[]} projects */
async function runVitest(projects) {
  rmSync(vitestReport, { force: true })
  const chosen = projects.flatMap((project) => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]
  const { ok } = await run('vitest/vitest.mjs', ['run', '--passWithNoTests', ...chosen, ...reporters], true)
  const report = readReport(vitestReport)
  const before = failures.length
  for (const { name, status, message, assertionResults } of report?.testResults ?? []) {
    const file = relative(process.cwd(), name)
    const failed = assertionResults.filter((result) => result.status === 'failed')
    for (const { fullName, failureMessages } of failed)
      failures.push(`${file}: ${fullName}\n${failureMessages.join('\n')}`)
    // A file that cannot be loaded has no failed test of its own.
    if (status === 'failed' && failed.length === 0) failures.push(`${file}: ${message}`)
  }
  if (!ok && failures.length === before) failures.push('vitest: ended without a test that failed')
  counts.passed += report?.numPassedTests ?? 0
  counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
}

/**
 * Adds the tests of a suite, and of those within it, that failed or passed only when tried again.
 * @param {{ specs?: { file: string, title: string, tests: { status: string }[] }[], suites?: object[] }} suite
 */
function listBrowserFailures({ specs = [], suites = [] }) {
  for (const { file, title, tests } of specs)
    for (const { status } of tests)
      if (status === 'unexpected' || status === 'flaky') failures.push(`tests/e2e/${file}: ${title} (${status})`)
  for (const suite of suites) listBrowserFailures(suite)
}

async function runBrowserTests() {
  const { chromiumAdvice, findChromium } = await import('./find-chromium.mjs')
  if (findChromium() === null) {
    failures.push(`browser tests: ${chromiumAdvice}`)
    return
  }
  rmSync(playwrightReport, { force: true })
  const { ok } = await run('@playwright/test/cli.js', ['test'], true)
  const report = readReport(playwrightReport)
  const stats = report?.stats ?? {}
  const before = failures.length
  for (const suite of report?.suites ?? []) listBrowserFailures(suite)
  if (!ok && failures.length === before) failures.push('browser tests: ended without a test that failed')
  counts.passed += stats.expected ?? 0
  counts.skipped += stats.skipped ?? 0
}

async function runBuild() {
  const startedMs = Date.now()
  const { ok, output } = await run('tsx/dist/cli.mjs', ['lib/launch/build-command.ts'], false)
  reportCheck('build', ok, startedMs, output)
  return ok
}

checkNode()
mkdirSync('test-results', { recursive: true })
if (installPackages({ neededPackage: 'vitest', withTests: true })) console.log('Packages installed')
if (generateClient()) console.log('Database client generated')
await runStaticChecks()
if (isStaticOnly) await runVitest(['unit', 'property'])
else {
  await runVitest(['unit', 'property', 'contract', 'db'])
  if (await runBuild()) await runBrowserTests()
  else failures.push('browser tests: there is no build to test')
}
for (const failure of failures) console.log(`FAILED  ${failure}`)
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
console.log(`${counts.passed} passed, ${failures.length} failed${skipped}`)
process.exitCode = failures.length > 0 ? 1 : 0
