import { beforeEach, expect, test, vi } from 'vitest'
import { createMemory, forgetEverything, mostBytes, readMemoryBooks, shareMemory } from '@/lib/query/memory'
import { createTurns, finish } from '@/lib/query/turns'

beforeEach(forgetEverything)

const mebibyte = 2 ** 20
/** Of so many there is room for four, and for no fifth. */
const nearlyQuarter = Math.floor(mostBytes * 0.23)
const roomInMebibytes = mostBytes / mebibyte

test('an answer is made once for a key, whichever memory else has the same key', () => {
  let made = 0
  const make = () => ({ made: (made += 1) })
  const [one, other] = [
    createMemory<{ made: number }>('one', () => 1),
    createMemory<{ made: number }>('other', () => 1),
  ]
  expect([one.remember('a', make), one.remember('a', make), other.remember('a', make)]).toEqual([
    { made: 1 },
    { made: 1 },
    { made: 2 },
  ])
})

test('memories are bounded together, and what was asked for longest ago goes first', () => {
  const small = createMemory<string>('small', () => 1)
  const large = createMemory<number>('large', () => nearlyQuarter)
  small.keep('old', 'old', 0)
  small.keep('young', 'young', 0)
  for (const number of [1, 2, 3, 4]) large.keep(`${number}`, number, 0)
  small.find('old')
  large.keep('5', 5, 0)
  expect([small.find('old'), small.find('young'), large.find('1'), large.find('2'), large.find('5')]).toEqual([
    'old',
    undefined,
    undefined,
    2,
    5,
  ])
})

test('what took long for its size outlives what is made again in no time, but not for ever', () => {
  const dear = createMemory<string>('dear', () => 1)
  const cheap = createMemory<number>('cheap', () => mebibyte)
  dear.keep('dear', 'dear', 1_000)
  const fill = (from: number) => {
    for (let number = from; number < from + 200; number += 1) cheap.keep(`${number}`, number, 1)
  }
  fill(0)
  expect([dear.find('dear'), cheap.find('0'), cheap.find('199')]).toEqual(['dear', undefined, 199])
  for (let turn = 1; turn < 100; turn += 1) fill(turn * 200)
  expect(dear.find('dear')).toBeUndefined()
})

test('of answers of one worth, what was asked for longest ago goes first', () => {
  const memory = createMemory<number>('alike', () => mebibyte)
  for (let number = 0; number < roomInMebibytes - 6; number += 1) memory.keep(`${number}`, number, 5)
  memory.find('0')
  for (let number = roomInMebibytes - 6; number < roomInMebibytes + 14; number += 1) memory.keep(`${number}`, number, 5)
  expect([memory.find('0'), memory.find('1'), memory.find(`${roomInMebibytes + 13}`)]).toEqual([
    0,
    undefined,
    roomInMebibytes + 13,
  ])
})

test('memories are booked by name: what they hold, and what they let go of for want of room', () => {
  const memory = createMemory<number>('booked', () => nearlyQuarter)
  const bookOf = () => {
    const { bytes, droppedBytes } = readMemoryBooks().get('booked') ?? { bytes: -1, droppedBytes: -1 }
    return [bytes, droppedBytes].map((value) => Math.round(value / nearlyQuarter))
  }
  for (const number of [1, 2, 3, 4]) memory.keep(`${number}`, number, 0)
  expect(bookOf()).toEqual([4, 0])
  memory.keep('4', 4, 0)
  memory.keep('5', 5, 0)
  expect(bookOf()).toEqual([4, 1])
  forgetEverything()
  expect(bookOf()).toEqual([0, 1])
})

test('who asks for an answer while it is made waits for that one; one that fails is made again', async () => {
  const memory = createMemory<number>('shared', () => 1)
  let made = 0
  function* make() {
    made += 1
    yield
    if (made === 1) throw new Error('not this time')
    return made
  }
  const takeTurns = createTurns()
  const ask = () => memory.share('a', make, takeTurns)
  await expect(Promise.all([ask(), ask()])).rejects.toThrow('not this time')
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2])
  expect([await ask(), finish(memory.rememberSteps('a', make)), made]).toEqual([2, 2, 2])
})

test('an answer that would push out most others is given, and not kept', () => {
  const small = createMemory<string>('small', () => 1)
  const large = createMemory<number>('large', (mebibytes) => mebibytes * mebibyte)
  small.keep('small', 'small', 0)
  expect([large.keep('all', 200, 0), large.remember('a third', () => roomInMebibytes / 3)]).toEqual([
    200,
    roomInMebibytes / 3,
  ])
  expect([large.find('all'), large.find('a third'), small.find('small')]).toEqual([undefined, undefined, 'small'])
})

test('a key that is kept again has its new answer, and what was forgotten is made again', () => {
  const memory = createMemory<number>('plain', () => 1)
  memory.keep('a', 1, 0)
  expect(memory.keep('a', 2, 0)).toBe(2)
  memory.keep('b', 3, 0)
  memory.forget((value) => value === 2)
  expect([memory.find('a'), memory.find('b')]).toEqual([undefined, 3])
})

test('a memory of a name is one for all copies of the module, in one room', async () => {
  const mine = shareMemory<number>('test of names', () => mebibyte)
  mine.keep('a', 1, 0)
  vi.resetModules()
  const copy = await import('@/lib/query/memory')
  expect(copy.createMemory).not.toBe(createMemory)
  expect(copy.shareMemory<number>('test of names', () => mebibyte).find('a')).toBe(1)
  copy.forgetEverything()
  expect(mine.find('a')).toBeUndefined()
})
