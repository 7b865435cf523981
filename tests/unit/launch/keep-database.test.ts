import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '@/lib/launch/database'
import { keepDatabase } from '@/lib/launch/keep-database'

let told: string[]
beforeEach(() => {
  told = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line))
  vi.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line))
})
afterEach(() => vi.restoreAllMocks())

/** A server that goes away when it is told to. */
function serverAt(url: string) {
  let lose: () => void = () => undefined
  const lost = new Promise<void>((resolve) => (lose = resolve))
  const stop = vi.fn<() => Promise<void>>().mockResolvedValue(undefined)
  const database: Database = { url, description: url, lost, stop }
  return { database, lose, stop }
}

it('a server that does not start again is tried until it does, and who uses it is told a new address', async () => {
  const [first, second] = [serverAt('postgresql://a'), serverAt('postgresql://b')]
  const open = vi.fn<() => Promise<Database>>()
  open.mockRejectedValueOnce(new Error('the disk is full')).mockRejectedValueOnce(new Error('the disk is full'))
  open.mockResolvedValueOnce(second.database)
  const moved: string[] = []
  const keeper = keepDatabase(first.database, open, 5)
  keeper.onMoved(async (url) => void moved.push(url))
  first.lose()
  await expect.poll(() => moved).toEqual(['postgresql://b'])
  expect(told).toEqual(['The database server ended and starts again', 'the disk is full', 'the disk is full'])
  await keeper.stop()
  expect(second.stop).toHaveBeenCalledOnce()
  expect(first.stop).not.toHaveBeenCalled()
})

it('a server that is stopped meanwhile is not tried again', async () => {
  const first = serverAt('postgresql://a')
  const open = vi.fn<() => Promise<Database>>().mockRejectedValue(new Error('the disk is full'))
  const keeper = keepDatabase(first.database, open, 60_000)
  first.lose()
  await expect.poll(() => open.mock.calls).toHaveLength(1)
  await keeper.stop()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(open).toHaveBeenCalledOnce()
})
