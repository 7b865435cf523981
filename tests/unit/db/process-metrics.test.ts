import { expect, test } from 'vitest'
import { getProcessMetrics } from '@/lib/db/process-metrics'
import { createMemory, mostBytes } from '@/lib/query/memory'

test('the metrics tell what the memory of answers holds and let go of, as it is when they are read', async () => {
  // Of so many there is room for four, and for no fifth.
  const nearlyQuarter = Math.floor(mostBytes * 0.23)
  const memory = createMemory<number>('of metrics', () => nearlyQuarter)
  const { registry } = getProcessMetrics()
  const read = async (metric: string) => {
    const line = new RegExp(`^skilltide_memory_${metric}\\{name="of metrics"\\} (\\d+)$`, 'm')
    return Math.round(Number(line.exec(await registry.metrics())?.[1]) / nearlyQuarter)
  }
  memory.keep('a', 1, 0)
  expect([await read('bytes'), await read('dropped_bytes_total')]).toEqual([1, 0])
  for (const key of ['b', 'c', 'd', 'e']) memory.keep(key, 1, 0)
  expect([await read('bytes'), await read('dropped_bytes_total')]).toEqual([4, 1])
  expect(await read('dropped_bytes_total')).toBe(1)
})
