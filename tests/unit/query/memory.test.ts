import { beforeEach, expect, test } from 'vitest'
import { createMemory, forgetEverything } from '@/lib/query/memory'

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
  const large = createMemory<number>((mebibytes) => mebibytes * mebibyte)
  small.keep('old', 'old')
  small.keep('young', 'young')
  large.keep('half', 60)
  small.find('old')
  large.keep('whole', 127)
  expect([small.find('old'), small.find('young'), large.find('half'), large.find('whole')]).toEqual([
    'old',
    undefined,
    undefined,
    127,
  ])
})

test('a key that is kept again has its new answer, and what was forgotten is made again', () => {
  const memory = createMemory<number>(() => 1)
  memory.keep('a', 1)
  expect(memory.keep('a', 2)).toBe(2)
  memory.keep('b', 3)
  memory.forget((value) => value === 2)
  expect([memory.find('a'), memory.find('b')]).toEqual([undefined, 3])
})
