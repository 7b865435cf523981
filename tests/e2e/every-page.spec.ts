import { expect, findBarriers, pagePaths, test } from './visitor'

for (const path of pagePaths) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} has no serious barrier in the ${colorScheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await findBarriers(page)).toEqual([])
    })
  }

  test(`${path} fits a phone without scrolling sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
}

test('the first stop of the keyboard leads past the header', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the figures' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#content$/u)
})

test('the chosen theme is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await paper()
  await page.getByRole('button', { name: 'Dark theme' }).click()
  await expect(page.getByRole('button', { name: 'Light theme' })).toBeVisible()
  await expect.poll(paper).not.toBe(light)
  await page.reload()
  await expect.poll(paper).not.toBe(light)
})

test('a page prints dark on white, whatever the theme', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/skills/kubernetes')
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  const colours = () =>
    page.evaluate(() => {
      const heading = document.querySelector('h1')
      return {
        paper: getComputedStyle(document.documentElement).backgroundColor,
        ink: heading === null ? '' : getComputedStyle(heading).color,
      }
    })
  await expect.poll(colours).toEqual({ paper: 'rgb(255, 255, 255)', ink: 'rgb(31, 29, 26)' })
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden()
  // What only a screen can use is left out; how to quote the figure is not, though it is closed on the screen.
  await expect(page.getByText('How sensitive is this figure?')).toBeHidden()
  await expect(page.getByText(/Skilltide, data version \d+ of .*asOf=/u)).toBeVisible()
})

test('on a phone the pages of the site stand in one line', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  const tops = await links.evaluateAll((all) => all.map((link) => Math.round(link.getBoundingClientRect().top)))
  expect(tops.length).toBeGreaterThan(4)
  expect(new Set(tops).size).toBe(1)
})

test('on a phone the filters are a sheet', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const form = page.getByRole('form', { name: 'Filters' })
  await expect(form).toBeHidden()
  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(form).toBeVisible()
  await form.locator('summary', { hasText: 'by month' }).click()
  await form.getByRole('radio', { name: 'by year' }).check()
  await expect(page).toHaveURL('/?bucket=year')
  await form.getByRole('button', { name: 'Show figures' }).click()
  await expect(form).toBeHidden()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the chart, the table and the files are there', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.locator('figure svg path').count()).toBeGreaterThanOrEqual(6)
    await expect(page.getByRole('table').getByRole('rowheader').first()).toBeVisible()
    await expect(page.getByRole('figure').getByRole('link', { name: /^CSV/u })).toBeVisible()
  })

  test('the filters are a form with a button', async ({ page }) => {
    await page.goto('/')
    const form = page.getByRole('form', { name: 'Filters' })
    await form.locator('summary', { hasText: 'by month' }).click()
    await form.getByRole('radio', { name: 'by year' }).check()
    await form.getByRole('button', { name: 'Show' }).click()
    await expect(page).toHaveURL(/bucket=year/u)
    await expect(page.getByRole('heading', { name: /by year$/u })).toBeVisible()
  })
})

for (const path of ['/api/nosuch', '/api/demand/2024', '/api/demand/2024/05'])
  test(`${path} is not there, which a program can read`, async ({ request }) => {
    const answer = await request.get(path)
    expect(answer.status()).toBe(404)
    expect(answer.headers()['content-type']).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status: 404, detail: expect.stringMatching(/\S/u) })
  })

for (const path of ['/skills/%E0%A4%A', '/families/%ff', '/api/%'])
  test(`${path} is no address, and no fault of the server`, async ({ request }) => {
    const answer = await request.get(path)
    expect(answer.status()).toBe(400)
    expect(await answer.text()).toContain('percent-encoding')
  })

test('an address that is encoded needlessly is the page itself', async ({ request }) => {
  expect((await request.get('/skills/kubern%65tes')).status()).toBe(200)
})
