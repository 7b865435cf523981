// @ts-check
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const usualPlaces = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const macPlaces = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export const chromiumAdvice =
  'No Chromium found for the browser tests. Get it with `apt-get install chromium` (Debian) or `npx playwright install chromium`, or set CHROMIUM_PATH.'

/**
 * Path of a Chromium or Chrome: CHROMIUM_PATH, PATH, the usual places, or the one that Playwright has downloaded.
 * @returns {string | null}
 */
export function findChromium() {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) return existsSync(wanted) ? wanted : null
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usualPlaces]
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...candidates, ...macPlaces, playwrightsOwn()].find((path) => path !== '' && existsSync(path)) ?? null
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    // Not downloaded, or unknown for this system.
    return ''
  }
}
