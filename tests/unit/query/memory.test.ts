import { beforeEach, expect, test, vi } from 'vitest'
import { createMemory, forgetEverything, shareMemory } from '@/lib/query/memory'

beforeEach(forgetEverything)

const mebibyte = 2 ** 20

test('an answer is made once for a key, whichever memory else has the same key', () => {
  let made = 0
  const make = () => ({ made: (made += 1) })
  const [one, other] = [createMemory<{ made: number }>(() => 1), createMemory<{ made: number }>(() => 1)]
  expect([one.remember('a', make), one.remember('a', make), other.remember('a', make)]).toEqual([
    { made: 1 },
    { made: 1 },
    { made: 2 },
  ])
})

test('memories are bounded together, and what was asked for longest ago goes first', () => {
  const small = createMemory<string>(() => 1)
  const large = createMemory<number>(() => 30 * mebibyte)
  small.keep('old', 'old')
  small.keep('young', 'young')
  for (const number of [1, 2, 3, 4]) large.keep(`${number}`, number)
  small.find('old')
  large.keep('5', 5)
  expect([small.find('old'), small.find('young'), large.find('1'), large.find('2'), large.find('5')]).toEqual([
    'old',
    undefined,
    undefined,
    2,
    5,
  ])
})

test('an answer that would push out most others is given, and not kept', () => {
  const small = createMemory<string>(() => 1)
  const large = createMemory<number>((mebibytes) => mebibytes * mebibyte)
  small.keep('small', 'small')
  expect([large.keep('all', 200), large.remember('a third', () => 40)]).toEqual([200, 40])
  expect([large.find('all'), large.find('a third'), small.find('small')]).toEqual([undefined, undefined, 'small'])
})

test('a key that is kept again has its new answer, and what was forgotten is made again', () => {
  const memory = createMemory<number>(() => 1)
  memory.keep('a', 1)
  expect(memory.keep('a', 2)).toBe(2)
  memory.keep('b', 3)
  memory.forget((value) => value === 2)
  expect([memory.find('a'), memory.find('b')]).toEqual([undefined, 3])
})

test('a memory of a name is one for all copies of the module, in one room', async () => {
  const mine = shareMemory<number>('test of names', () => mebibyte)
  mine.keep('a', 1)
  vi.resetModules()
  const copy = await import('@/lib/query/memory')
  expect(copy.createMemory).not.toBe(createMemory)
  expect(copy.shareMemory<number>('test of names', () => mebibyte).find('a')).toBe(1)
  copy.forgetEverything()
  expect(mine.find('a')).toBeUndefined()
})
