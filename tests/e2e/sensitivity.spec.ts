import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { formatShare } from '@/lib/query/numbers'
import { expect, findBarriers, test, waitForLiveChart } from './visitor'

const WayRow = z.object({ way: z.string(), share: z.coerce.number(), vacancies: z.string(), ofVacancies: z.string() })
const ViewRow = z.object({ share: z.coerce.number(), ofVacancies: z.coerce.number() })

const digits = (text: string) => text.replace(/\D/gu, '')
const openPanel = async (page: Page) => {
  await page.getByText('How sensitive is this figure?').click()
  return page.getByRole('region', { name: 'Sensitivity', exact: true })
}

test('the panel counts the headline in other ways, as its file does', async ({ page, request }) => {
  await page.goto('/skills/kubernetes')
  const panel = await openPanel(page)
  await expect(panel).toContainText(/As published it is/u)
  const href = await panel.getByRole('link', { name: /^CSV/u }).getAttribute('href')
  const csv = await (await request.get(href ?? '')).text()
  const rows = z.array(WayRow).parse(parse(csv, { columns: true, bom: true }))
  const lines = panel.getByRole('table').getByRole('row')
  await expect(lines).toHaveCount(rows.length + 1)
  expect(rows[0]?.way).toBe('published')
  for (const [index, row] of rows.entries()) {
    const cells = await lines
      .nth(index + 1)
      .getByRole('cell')
      .allInnerTexts()
    expect(cells[0]).toContain(formatShare(row.share, 1_000))
    expect(digits(cells.at(-1) ?? '')).toBe(`${row.vacancies}${row.ofVacancies}`)
  }
})

test('a panel that was opened before the script came is filled all the same', async ({ page }) => {
  let letGo: () => void = () => undefined
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve))
  await page.route('**/_next/static/**/*.js', async (route) => {
    await isLetGo
    await route.continue()
  })
  const arrived = page.goto('/skills/kubernetes')
  const panel = await openPanel(page)
  await expect(panel).toBeVisible()
  letGo()
  await arrived
  await expect(panel.getByRole('table')).toBeVisible()
})

test('a way leads to the page counted so, and back in one step', async ({ page }) => {
  await page.goto('/')
  await waitForLiveChart(page)
  const skill = (await page.getByRole('heading', { level: 1 }).innerText()).split(' ')[0] ?? ''
  const panel = await openPanel(page)
  await panel.getByRole('link', { name: 'Duplicates kept' }).click()
  await expect(page).toHaveURL('/?unit=posting')
  await expect(page.getByRole('note').first()).toContainText('Counted otherwise than published: every posting counted')
  await expect(page.getByRole('figure').first()).toContainText('every posting counted')
  // The same skill is told of, and the panel stays open with the line of this page marked.
  await expect(page.getByRole('heading', { level: 1 })).toContainText(skill)
  await expect(panel.getByRole('link', { name: 'Duplicates kept' })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('link', { name: 'Count as published' }).click()
  await expect(page).toHaveURL('/')
  await expect(panel.getByRole('link', { name: 'As published' })).toHaveAttribute('aria-current', 'true')
})

test('a panel that cannot be read says so and can be asked again', async ({ page }) => {
  await page.route('**/api/sensitivity?**', (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '{}' }),
  )
  await page.goto('/skills/kubernetes')
  await waitForLiveChart(page)
  const panel = await openPanel(page)
  await expect(panel.getByRole('alert')).toContainText('could not be read')
  await page.unroute('**/api/sensitivity?**')
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect(panel.getByRole('table')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the open panel has no serious barrier in the ${colorScheme} theme and fits a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/families/cloud?unit=posting&view=votes')
    const panel = await openPanel(page)
    await expect(panel.getByRole('table')).toBeVisible()
    expect(await findBarriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
}

test('a view is in the address, and chart, table and file follow', async ({ page, request }) => {
  await page.goto('/skills/kubernetes?bucket=year')
  await waitForLiveChart(page)
  const figure = page.getByRole('figure').first()
  const views = figure.getByRole('navigation', { name: 'Composition view' })
  await expect(views.getByRole('link', { name: 'as counted' })).toHaveAttribute('aria-current', 'true')
  await views.getByRole('link', { name: 'one employer, one vote' }).click()
  await expect(page).toHaveURL('/skills/kubernetes?bucket=year&view=votes')
  await expect(figure.getByRole('heading')).toContainText('one employer, one vote')
  await expect(figure).toContainText('Every employer counts once')
  const href = await figure.getByRole('link', { name: /^CSV/u }).getAttribute('href')
  expect(href).toContain('view=votes')
  const csv = await (await request.get(href ?? '')).text()
  const rows = z.array(ViewRow).parse(parse(csv, { columns: true, bom: true }))
  await figure.getByRole('button', { name: 'Show as table' }).click()
  const newest = rows.at(-1)
  await expect(figure.getByRole('table').getByRole('row')).toHaveCount(rows.length + 1)
  const cells = await figure.getByRole('table').getByRole('row').nth(1).getByRole('cell').allInnerTexts()
  expect(cells[0]).toContain(formatShare(newest?.share ?? null, newest?.ofVacancies ?? 0))
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the ways of counting are a file, and the views are links', async ({ page }) => {
    await page.goto('/skills/kubernetes')
    await page.getByText('How sensitive is this figure?').click()
    await expect(page.getByRole('link', { name: /counted in other ways, as a file/u })).toBeVisible()
    await expect(page.getByRole('link', { name: 'fixed mix' })).toHaveAttribute('href', '/skills/kubernetes?view=mix')
  })
})
