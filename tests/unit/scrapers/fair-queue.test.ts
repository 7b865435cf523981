import { describe, expect, it } from 'vitest'
import { FairQueue } from '@/scrapers/fair-queue'

type Kind = 'small' | 'large'
const cost = { small: 10, large: 100 }

function newQueue() {
  const queue = new FairQueue<Kind, { kind: Kind; id: number }>()
  const add = (kind: Kind, tasks: number) => {
    for (let id = 0; id < tasks; id += 1) queue.add({ kind, id })
  }
  /** Works on so many tasks, one after the other; gives their kinds by their first letters. */
  const work = (tasks: number): string => {
    let kinds = ''
    for (let done = 0; done < tasks; done += 1) {
      const task = queue.take()
      if (task === undefined) break
      queue.settle(task.kind, cost[task.kind])
      kinds += task.kind[0]
    }
    return kinds
  }
  return { queue, add, work }
}

describe('a fair queue', () => {
  it('gives each kind the same time, not the same number of tasks', () => {
    const { add, work } = newQueue()
    add('large', 3)
    add('small', 25)
    expect(work(24)).toBe('lsssssssssslssssssssssls')
  })
  it('gives out the tasks of a kind in their order, and nothing when none waits', () => {
    const { queue, add } = newQueue()
    add('small', 2)
    expect([queue.take()?.id, queue.take()?.id, queue.take(), queue.hasWaiting]).toEqual([0, 1, undefined, false])
    expect([queue.holds('small'), queue.holds('large')]).toEqual([true, false])
  })
  it('lets a kind that comes late catch up on nothing', () => {
    const { add, work } = newQueue()
    add('large', 12)
    expect(work(10)).toBe('llllllllll')
    add('small', 30)
    expect(work(14)).toBe('sssssssssslsss')
  })
  it('charges nobody for the time when it was alone and then gone', () => {
    const { add, work } = newQueue()
    add('large', 10)
    work(10)
    add('small', 30)
    expect(work(2)).toBe('ss')
    add('large', 2)
    expect(work(4)).toContain('l')
  })
  it('forgives no debt to who leaves for a moment', () => {
    const { add, work } = newQueue()
    add('small', 40)
    add('large', 1)
    const first = work(2)
    add('large', 1)
    expect(first + work(9)).toBe('slsssssssss')
  })
})
