import { expect, test } from 'vitest'
import { getProcessMetrics } from '@/lib/db/process-metrics'
import { createMemory } from '@/lib/query/memory'

test('the metrics tell what the memory of answers holds and let go of, as it is when they are read', async () => {
  const memory = createMemory<number>('of metrics', (mebibytes) => mebibytes * 2 ** 20)
  const { registry } = getProcessMetrics()
  const read = async (metric: string) => {
    const line = new RegExp(`^skilltide_memory_${metric}\\{name="of metrics"\\} (\\d+)$`, 'm')
    return Math.round(Number(line.exec(await registry.metrics())?.[1]) / 2 ** 20)
  }
  memory.keep('a', 22, 0)
  expect([await read('bytes'), await read('dropped_bytes_total')]).toEqual([22, 0])
  for (const key of ['b', 'c', 'd', 'e']) memory.keep(key, 22, 0)
  expect([await read('bytes'), await read('dropped_bytes_total')]).toEqual([88, 22])
  expect(await read('dropped_bytes_total')).toBe(22)
})
