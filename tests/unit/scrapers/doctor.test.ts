import { expect, it } from 'vitest'
import { unknownSettings } from '@/lib/env'
import { checkClock, checkSettings } from '@/scrapers/cli/doctor'

const now = new Date('2026-05-01T00:00:00Z')
const board = (slug: string, dueAt: string | null) => ({
  sourceId: 'lever',
  slug,
  dueAt: dueAt === null ? null : new Date(dueAt),
})

it('boards that a wrong clock put off are named, with what to do', () => {
  const usual = [board('new', null), board('late', '2026-04-01'), board('parked', '2026-05-09')]
  expect(checkClock(usual, now)).toEqual({
    check: 'clock',
    isGood: true,
    detail: 'no board waits for longer than a month',
  })
  const one = checkClock([...usual, board('acme', '2031-02-03')], now)
  expect(one.isGood).toBe(false)
  expect(one.detail).toMatch(/^lever acme is read again on 2031-02-03: .*boards resume/)
  const two = checkClock([board('acme', '2031-02-03'), board('beta', '2031-02-04')], now)
  expect(two.detail).toContain('2031-02-03, and 1 more:')
})

it('a setting that is mistyped is named, with the one that was meant', () => {
  expect(checkSettings([]).isGood).toBe(true)
  const found = checkSettings(unknownSettings({ SKILLTIDE_POLITNESS: 'off', SKILLTIDE_CONTACT: 'x', HOME: '/' }))
  expect(found).toMatchObject({ isGood: false, detail: expect.stringContaining('did you mean SKILLTIDE_POLITENESS?') })
  expect(found.detail).not.toContain('SKILLTIDE_CONTACT')
})
