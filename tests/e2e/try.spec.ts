import { expect, findBarriers, test } from './visitor'

const posting = `Fernhill | Backend Engineer | Berlin, Germany | €80k
You need Kubernetes. We go to market early.`

test('a pasted posting is read at once: names marked, refused ones struck out, each with its reason', async ({
  page,
}) => {
  await page.goto('/try')
  await expect(page.getByRole('heading', { name: 'What is read from the posting stands here' })).toBeVisible()
  await page.getByLabel('Text of the posting').fill(posting)
  const read = page.getByRole('region', { name: 'What was read' })
  await expect(read.getByRole('heading', { name: /^1 skill found, 1 required; 1 name refused$/u })).toBeVisible()
  const mark = read.locator('mark', { hasText: 'Kubernetes' })
  await expect(mark).toBeVisible()
  await expect(read.getByRole('link', { name: /Kubernetes \(Kubernetes, required: /u })).toBeVisible()
  await expect(read.locator('a s', { hasText: 'go to market' })).toBeVisible()
  await expect(read.getByRole('region', { name: 'Names that do not count here' })).toContainText('an idiom')
  await expect(read.getByText('Germany')).toHaveCount(2)
  await mark.hover()
  await expect(read.getByText(/^Kubernetes, required: /u)).toBeVisible()
})

test('a marked name leads to its row, and the row to the page of the skill, by keyboard', async ({ page }) => {
  await page.goto('/try')
  await page.getByLabel('Text of the posting').fill(posting)
  const name = page.getByRole('link', { name: /^Kubernetes \(/u })
  await name.focus()
  await page.keyboard.press('Enter')
  const row = page.locator(':target')
  await expect(row).toContainText('required')
  await row.getByRole('link', { name: 'Kubernetes' }).click()
  await expect(page).toHaveURL('/skills/kubernetes')
})

test('nothing of the posting goes into the address, and the text is asked for once after a pause', async ({ page }) => {
  // The pause of the writer is one of this clock: a busy machine must not make one between two keys.
  await page.clock.install()
  await page.goto('/try')
  await page.clock.pauseAt(new Date(Date.now() + 3_600_000))
  let asked = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/tag')) asked += 1
  })
  await page.getByLabel('Text of the posting').pressSequentially('We need Terraform')
  expect(asked).toBe(0)
  await page.clock.runFor(1_000)
  await expect(page.getByRole('heading', { name: /^1 skill found/u })).toBeVisible()
  expect(asked).toBe(1)
  expect(page.url()).toMatch(/\/try$/u)
})

test('the example is one click away and can be cleared', async ({ page }) => {
  await page.goto('/try')
  await page.getByRole('link', { name: 'Use an example' }).click()
  await expect(page.getByRole('heading', { name: /skills found/u })).toBeVisible()
  await expect(page.getByLabel('Text of the posting')).toHaveValue(/Fernhill Tides/u)
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(page.getByLabel('Text of the posting')).toHaveValue('')
  await expect(page.getByRole('heading', { name: /skills found/u })).toBeHidden()
})

test('a form without words is told of when it is asked to be read', async ({ page }) => {
  await page.goto('/try')
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The posting is empty' })).toBeVisible()
})

test('a text that is too long, and a server that is away, are said without losing the text', async ({ page }) => {
  await page.goto('/try')
  const field = page.getByLabel('Text of the posting')
  await field.fill('a'.repeat(200_001))
  await expect(page.getByRole('alert').filter({ hasText: 'at most 200,000' })).toBeVisible()
  await page.route('**/api/tag', (route) => route.fulfill({ status: 200, body: 'no answer' }))
  await field.fill(posting)
  await expect(page.getByRole('alert').filter({ hasText: 'did not answer' })).toBeVisible()
  await expect(field).toHaveValue(/Kubernetes/u)
  await page.unroute('**/api/tag')
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(page.getByRole('region', { name: 'What was read' })).toBeFocused()
  await expect(page.getByRole('heading', { name: /^1 skill found/u })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what was read has no serious barrier and fits a phone in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/try')
    await page.getByRole('textbox', { name: 'Title' }).fill('Backend Engineer (Go)')
    await page.getByLabel('Text of the posting').fill(`${posting} ${'averylongword'.repeat(20)}`)
    await expect(page.getByRole('heading', { name: /found/u })).toBeVisible()
    expect(await findBarriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the form is sent by its button and the page shows the reading and the text', async ({ page }) => {
    await page.goto('/try')
    await page.getByLabel('Text of the posting').fill(posting)
    await page.getByRole('button', { name: 'Read it' }).click()
    await expect(page.getByRole('heading', { name: /^1 skill found, 1 required/u })).toBeVisible()
    await expect(page.locator('mark', { hasText: 'Kubernetes' })).toBeVisible()
    await expect(page.getByLabel('Text of the posting')).toHaveValue(posting)
    await expect(page).toHaveURL('/try')
  })

  test('the example is a link', async ({ page }) => {
    await page.goto('/try')
    await page.getByRole('link', { name: 'Use an example' }).click()
    await expect(page.getByRole('heading', { name: /skills found/u })).toBeVisible()
  })

  test('an empty form says what is wrong', async ({ page }) => {
    await page.goto('/try')
    await page.getByRole('button', { name: 'Read it' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'The posting is empty' })).toBeVisible()
  })
})

test('the endpoint gives what the page shows', async ({ request }) => {
  const answer = await request.post('/api/tag', { data: { text: posting } })
  expect(await answer.json()).toMatchObject({ company: 'Fernhill', skills: [{ skill: 'kubernetes' }] })
  const refused = await request.post('/api/tag', { data: { title: 'Backend Engineer' } })
  expect(refused.status()).toBe(400)
  expect(await refused.json()).toMatchObject({ errors: [{ parameter: 'text' }] })
})
