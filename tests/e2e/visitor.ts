import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page, test as base } from '@playwright/test'
import { z } from 'zod'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Until then a press of a button that needs the script is lost, and on a busy machine the script comes late. */
const waitForScript = (page: Page) =>
  page.waitForFunction(() => Object.keys(document).some((key) => key.startsWith('__reactContainer$')))

/**
 * Every test fails when its pages write an error to the console or throw. A page that is gone to or loaded again is given
 * once React listens to it.
 */
export const test = base.extend({
  page: async ({ page, javaScriptEnabled }, use) => {
    if (javaScriptEnabled !== false) {
      const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
      page.goto = async (url, options) => {
        const response = await goto(url, options)
        await waitForScript(page)
        return response
      }
      page.reload = async (options) => {
        const response = await reload(options)
        await waitForScript(page)
        return response
      }
    }
    const errors: string[] = []
    page.on('console', (message) => {
      // The address of a page that does not exist is an error to the browser and the point of some tests.
      if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text())
    })
    page.on('pageerror', (error) => errors.push(error.message))
    await use(page)
    expect(errors).toEqual([])
  },
})

export { expect }

export const pagePaths = [
  '/',
  '/?skill=docker&skill=kubernetes&bucket=quarter',
  '/skills/kubernetes',
  '/skills/kubernetes?view=mix',
  '/families/cloud',
  '/sets/docker%20%26%20kubernetes',
  '/claims',
  '/claims?is=at-least&skill=kubernetes&threshold=50',
  '/sources',
  '/sources/hackernews',
  '/sources/greenhouse',
  '/sources/greenhouse/boards/held-board',
  '/methodology',
  '/movers',
  '/changes',
  '/changes?skill=kubernetes&level=required',
  '/try',
  '/try?example=1',
]

const AxeResult = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
    }),
  ),
})

/** Violations that axe calls serious or critical, one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const { violations } = AxeResult.parse(await page.evaluate('axe.run()'))
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}

/** True once the browser has taken over the page: the interactive chart is drawn. */
export async function waitForLiveChart(page: Page): Promise<void> {
  await expect(page.locator('.recharts-surface').first()).toBeVisible()
}
