import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { formatInterval, formatShare } from '@/lib/query/numbers'
import { expect, test, waitForLiveChart } from './visitor'

const SkillRow = z.object({
  skill: z.string(),
  share: z.coerce.number(),
  vacancies: z.string(),
  ofVacancies: z.coerce.number(),
})
const DemandRow = z.object({
  start: z.string(),
  share: z.coerce.number(),
  low: z.coerce.number(),
  high: z.coerce.number(),
  vacancies: z.coerce.number(),
  ofVacancies: z.coerce.number(),
})

const records = (csv: string): unknown => parse(csv, { columns: true, bom: true })
const digits = (text: string) => text.replace(/\D/gu, '')

test('the overview opens with a finding, what it was counted over, a chart and a table', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/stands in .*%.* of backend vacancies|of only/u)
  await expect(page.getByRole('main')).toContainText(/vacancies of .* employers/u)
  await waitForLiveChart(page)
  await expect(page.getByRole('link', { name: /any cloud platform/u }).first()).toBeVisible()
  await expect(page.getByRole('table').getByRole('rowheader').first()).toBeVisible()
})

test('what was ticked before the script came takes effect', async ({ page }) => {
  let bringScript = (): void => undefined
  const script = new Promise<void>((resolve) => (bringScript = resolve))
  await page.route('**/_next/static/**/*.js', async (route) => {
    await script
    await route.continue()
  })
  const arrived = page.goto('/?skill=docker')
  await page.locator('summary', { hasText: 'Remote' }).click()
  await page.getByRole('checkbox', { name: /^remote/u }).check()
  await page.getByRole('checkbox', { name: /^hybrid/u }).check()
  await page.locator('summary', { hasText: 'Role' }).click()
  await page.getByRole('radio', { name: /^All vacancies/u }).check()
  bringScript()
  await arrived
  await expect(page).toHaveURL('/?remote=hybrid&remote=remote&role=all&skill=docker')
  await expect(page.getByRole('main')).toContainText(/vacancies of all kinds/u)
})

for (const width of [1440, 1100, 800])
  test(`every menu of the bar opens inside a window of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/')
    const menus = page.getByRole('form', { name: 'Filters' }).locator('details')
    const count = await menus.count()
    expect(count).toBeGreaterThan(8)
    for (let index = 0; index < count; index++) {
      await menus.nth(index).locator('summary').click()
      const panel = await menus.nth(index).locator('.choice-panel').boundingBox()
      expect(panel?.x).toBeGreaterThanOrEqual(0)
      expect((panel?.x ?? 0) + (panel?.width ?? width)).toBeLessThanOrEqual(width)
    }
  })

test('on a phone the change in a year stands in sight beside the shares', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const head = page.getByRole('columnheader', { name: /^Change in a year/u })
  const box = await head.boundingBox()
  expect((box?.x ?? 390) + (box?.width ?? 0)).toBeLessThanOrEqual(390 - 16)
})

test('the table of skills and its CSV hold the same figures', async ({ page, request }) => {
  await page.goto('/')
  const href = await page
    .getByRole('region', { name: 'Skills' })
    .getByRole('link', { name: /^CSV/u })
    .getAttribute('href')
  const rows = z.array(SkillRow).parse(records(await (await request.get(href ?? '')).text()))
  const first = page.getByRole('table').getByRole('row').nth(1)
  const [top] = rows
  await expect(first.getByRole('rowheader').getByRole('link')).toHaveAttribute(
    'href',
    new RegExp(`/skills/${top?.skill ?? ''}`, 'u'),
  )
  const [share, , required, , , counts] = await first.getByRole('cell').allInnerTexts()
  const decimals = (top?.ofVacancies ?? 0) >= 1_000 ? 1 : 0
  expect(share).toContain(((top?.share ?? 0) * 100).toFixed(decimals))
  expect(digits(counts?.split('of')[0] ?? '')).toBe(top?.vacancies)
  const requiredHref = await page.getByRole('link', { name: /^Required \(CSV\)/u }).getAttribute('href')
  const requiredRows = z.array(SkillRow).parse(records(await (await request.get(requiredHref ?? '')).text()))
  const same = requiredRows.find((row) => row.skill === top?.skill)
  expect(required).toBe(formatShare(same?.share ?? 0, top?.ofVacancies ?? 0))
})

test('the overview says before any question how many require what its headline and the article name', async ({
  page,
}) => {
  await page.goto('/')
  const main = page.getByRole('main')
  await expect(main).toContainText(/Required, and named at all, .*Kubernetes \d+.% and \d+.%/u)
  await main.getByRole('link', { name: /^(.*% of|\d+ of only|None of) .*backend vacancies require /iu }).click()
  await expect(page).toHaveURL(/level=required/u)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/require/u)
  await expect(main).not.toContainText('Required, and named at all')
})

test('the preview of a shared link tells the figure that its address counts', async ({ request }) => {
  const cardOf = async (path: string) => {
    const html = await (await request.get(path, { headers: { 'user-agent': 'Twitterbot/1.0' } })).text()
    return /<meta property="og:description" content="(?<card>[^"]*)"/u.exec(html)?.groups?.card ?? ''
  }
  const html = await (await request.get('/skills/kubernetes', { headers: { 'user-agent': 'Twitterbot/1.0' } })).text()
  expect(html).toContain('<meta name="twitter:card" content="summary"')
  for (const title of ['property="og:title"', 'name="twitter:title"'])
    expect(html).toMatch(new RegExp(`<meta ${title} content="Kubernetes stands in [^"]*backend vacancies`, 'u'))
  expect(await cardOf('/skills/kubernetes')).toMatch(
    /Kubernetes stands in \d+ of \d+ backend vacancies.*Data version \d+\./u,
  )
  expect(await cardOf('/skills/kubernetes?role=broad&level=required')).toMatch(
    /backend and full-stack vacancies require Kubernetes/iu,
  )
  expect(await cardOf('/claims?is=at-least&skill=kubernetes&threshold=50')).toMatch(
    /^(Refuted|Supported|Undecided).*Data version/u,
  )
})

test('the chart, the same as a table, and its CSV agree to the digit', async ({ page, request }) => {
  await page.goto('/?skill=kubernetes&bucket=year')
  await waitForLiveChart(page)
  const figure = page.getByRole('figure').first()
  const href = await figure.getByRole('link', { name: /^CSV/u }).getAttribute('href')
  const rows = z.array(DemandRow).parse(records(await (await request.get(href ?? '')).text()))
  const newest = rows.at(-1)
  // The line's own label at its end.
  await expect(figure).toContainText(`${formatShare(newest?.share ?? null, newest?.ofVacancies ?? 0)}Kubernetes`)
  await figure.getByRole('button', { name: 'Show as table' }).click()
  const lines = figure.getByRole('table').getByRole('row')
  await expect(lines).toHaveCount(rows.length + 1)
  for (const [order, row] of rows.toReversed().entries()) {
    const line = lines.nth(order + 1)
    await expect(line.getByRole('rowheader')).toContainText(row.start.slice(0, 4))
    const cells = await line.getByRole('cell').allInnerTexts()
    expect(cells[0]).toContain(formatShare(row.share, row.ofVacancies))
    expect(cells[1]).toBe(formatInterval(row.low, row.high, row.ofVacancies))
    expect(digits(cells.at(-2) ?? '')).toBe(String(row.vacancies))
    expect(digits(cells.at(-1) ?? '')).toBe(String(row.ofVacancies))
  }
})

test('a chosen filter is in the address, survives a reload and narrows the counts', async ({ page }) => {
  await page.goto('/')
  await waitForLiveChart(page)
  const form = page.getByRole('form', { name: 'Filters' })
  await form.locator('summary', { hasText: 'remote or not' }).click()
  await form.getByRole('checkbox', { name: /^remote/u }).check()
  await expect(page).toHaveURL(/\?remote=remote$/u)
  await expect(page.getByRole('figure').first()).toContainText('Backend vacancies · remote')
  await page.reload()
  await expect(page.getByRole('figure').first()).toContainText('Backend vacancies · remote')
  await waitForLiveChart(page)
  await form.locator('summary', { hasText: 'Remote' }).click()
  await expect(form.getByRole('checkbox', { name: /^remote/u })).toBeChecked()
  await form.getByRole('button', { name: 'Clear' }).click()
  await expect(page).toHaveURL(/\/$/u)
})

test('the same question asked in another order has one address', async ({ page }) => {
  await page.goto('/?skill=kubernetes&skill=docker')
  const form = page.getByRole('form', { name: 'Filters' })
  await waitForLiveChart(page)
  await form.locator('summary', { hasText: 'by month' }).click()
  await form.getByRole('radio', { name: 'by quarter' }).check()
  await expect(page).toHaveURL('/?bucket=quarter&skill=docker&skill=kubernetes')
})

test('a skill is found by another spelling and drawn, with the keyboard alone', async ({ page }) => {
  await page.goto('/')
  await waitForLiveChart(page)
  const word = page.locator('summary', { hasText: 'any of six ops families' })
  await word.focus()
  await page.keyboard.press('Enter')
  const box = page.getByRole('combobox', { name: 'Find a skill or family' })
  await expect(box).toBeFocused()
  await page.keyboard.type('k8s')
  await expect(page.getByRole('option').first()).toHaveText('Kubernetes')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/?skill=kubernetes')
  await page.keyboard.press('Escape')
  await expect(page.locator('summary', { hasText: 'Kubernetes' })).toBeFocused()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kubernetes')
})

test('arrow keys read the chart period by period', async ({ page }) => {
  await page.goto('/?bucket=year')
  await waitForLiveChart(page)
  const chart = page.getByRole('slider', { name: /Share of vacancies/u })
  await chart.focus()
  await page.keyboard.press('End')
  const last = await chart.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect(chart).not.toHaveAttribute('aria-valuetext', last ?? '')
  const said = page.getByRole('figure').first().getByRole('status')
  await expect(said).toContainText(/any cloud platform .*% *, .* vacancies, interval/u)
  await page.keyboard.press('ArrowDown')
  await expect(said).not.toContainText('any container technology')
})

test('the table sorts, finds and opens a skill', async ({ page }) => {
  await page.goto('/')
  await waitForLiveChart(page)
  const table = page.getByRole('table')
  await table.getByRole('button', { name: 'Skill' }).click()
  await expect(table.getByRole('columnheader', { name: 'Skill' })).toHaveAttribute('aria-sort', 'ascending')
  const names = await table.getByRole('rowheader').getByRole('link').allInnerTexts()
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)))
  await page.getByRole('searchbox', { name: 'Find a skill in the table' }).fill('docker')
  await table.getByRole('link', { name: 'Docker', exact: true }).click()
  await expect(page).toHaveURL('/skills/docker')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Docker')
})

test('what cannot be used of an address is told and left out', async ({ page }) => {
  await page.goto('/?skill=kubernets&remote=sometimes')
  await expect(page.getByText(/Left out of the query: skill: .*kubernetes/u)).toBeVisible()
  await expect(page.getByText(/Left out of the query: remote/u)).toBeVisible()
})

test('filters that nothing fits say so and lead back', async ({ page }) => {
  await page.goto('/?region=AQ')
  await expect(page.getByRole('heading', { name: 'No vacancies match these filters' })).toBeVisible()
  await page.getByRole('link', { name: 'Show all backend vacancies' }).click()
  await expect(page).toHaveURL('/')
})
