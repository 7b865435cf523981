import { expect, test } from './visitor'

test('the claims of the article stand with verdict, figure and interval, and lead to every view', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: 'The article’s claims, checked' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('of the article’s 13 claims')
  const cloud = page.getByRole('region', { name: 'Three quarters of backend vacancies require a cloud platform' })
  await expect(cloud.getByRole('row')).toHaveCount(5)
  await cloud.getByRole('link', { name: 'All employers, required' }).click()
  await expect(page).toHaveURL(/\/claims\?asOf=\d+&family=cloud&is=at-least&level=required&threshold=75$/u)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('require any cloud platform')
  await expect(page.getByRole('table').getByRole('rowheader', { name: 'one employer, one vote' }).first()).toBeVisible()
})

test('the claims say of which data version they are, with an address that keeps giving them', async ({ page }) => {
  await page.goto('/claims')
  await page.getByRole('main').getByRole('link', { name: 'Cite this' }).click()
  await expect(page).toHaveURL(/\/claims\?asOf=\d+$/u)
  await expect(page.getByText(/^Figures as they stood at data version \d+/u)).toBeVisible()
})

test('a claim of one’s own is an address that says the same when it is loaded again', async ({ page, request }) => {
  await page.goto('/claims')
  const form = page.getByRole('form', { name: 'Your own claim' })
  await form.getByLabel('Skill, family or set').fill('docker | kubernetes')
  await form.getByLabel('Percent').fill('10')
  await form.getByRole('button', { name: 'Check it' }).click()
  await expect(page).toHaveURL('/claims?is=at-least&set=docker+%7C+kubernetes&threshold=10')
  const verdict = page.getByRole('region', { name: 'Verdict', exact: true })
  await expect(verdict.getByRole('heading')).toHaveText(
    'At least 10\u202f% of backend vacancies name Docker or Kubernetes, in the last 12 months',
  )
  const said = await verdict.innerText()
  await page.reload()
  expect(await verdict.innerText()).toBe(said)
  await expect(form.getByLabel('Skill, family or set')).toHaveValue('docker | kubernetes')

  const href = await verdict.getByRole('link', { name: 'JSON' }).getAttribute('href')
  const { claims } = await (await request.get(href ?? '')).json()
  expect(claims).toMatchObject([{ sentence: await verdict.getByRole('heading').innerText() }])
})

test('a claim that cannot be read says why, and the form keeps what was typed', async ({ page }) => {
  await page.goto('/claims?set=kubernets&is=at-least&threshold=50')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('did you mean “kubernetes”')
  await expect(page.getByLabel('Skill, family or set')).toHaveValue('kubernets')
})

test('the form keeps all values of a filter, and those that it does not offer', async ({ page }) => {
  await page.goto('/claims?family=cloud&is=at-least&threshold=10&region=DE&region=US-WY&remote=remote')
  const form = page.getByRole('form', { name: 'Your own claim' })
  await expect(form.getByLabel('Region')).toHaveValues(['DE', 'US-WY'])
  await form.getByLabel('Percent').fill('20')
  await form.getByRole('button', { name: 'Check it' }).click()
  await expect(page).toHaveURL('/claims?family=cloud&is=at-least&region=DE&region=US-WY&remote=remote&threshold=20')
})

test('each part of a claim that cannot be used is said beside its field, and the list above leads there', async ({
  page,
}) => {
  await page.goto('/claims?skill=nosuch&is=at-least&threshold=500&from=2024-13')
  const form = page.getByRole('form', { name: 'Your own claim' })
  await expect(form.getByLabel('Percent')).toHaveAccessibleDescription('“500” is not a percentage from 0 to 100.')
  await expect(form.getByLabel('Skill, family or set')).toHaveAccessibleDescription(/there is no skill “nosuch”/u)
  await expect(form.getByLabel('First month', { exact: true })).toHaveAccessibleDescription(/is not a month/u)
  await expect(form.getByLabel('The share')).not.toHaveAttribute('aria-invalid')
  await page.getByRole('main').getByRole('alert').getByRole('link', { name: 'threshold' }).click()
  await expect(page).toHaveURL(/#claim-threshold$/u)
})

test('one claim of the article has a headline of its own', async ({ page }) => {
  await page.goto('/claims?claim=cloud')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^The article’s claim (is refuted|is supported|stays open)/u,
  )
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the form leads to the verdict', async ({ page }) => {
    await page.goto('/claims')
    const form = page.getByRole('form', { name: 'Your own claim' })
    await form.getByLabel('Skill, family or set').fill('family:cloud')
    await form.getByLabel('The share').selectOption('rises')
    await form.getByRole('button', { name: 'Check it' }).click()
    await expect(page).toHaveURL('/claims?family=cloud&is=rises')
    await expect(page.getByRole('region', { name: 'Verdict', exact: true })).toBeVisible()
  })
})

test('a verdict is counted in other ways, each the claim counted so', async ({ page }) => {
  await page.goto('/claims?is=at-least&skill=kubernetes&threshold=50')
  const ways = page.getByRole('region', { name: /counted in other ways/u })
  await expect(ways.getByRole('rowheader').first()).toContainText('As published on this page')
  await ways.getByRole('link', { name: 'Duplicates kept' }).click()
  await expect(page).toHaveURL('/claims?is=at-least&skill=kubernetes&threshold=50&unit=posting')
  await expect(ways.getByRole('link', { name: 'Duplicates kept' })).toHaveAttribute('aria-current', 'true')
})
