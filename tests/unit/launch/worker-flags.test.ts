import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { workerFlags } from '@/lib/launch/worker-flags'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const flags = workerFlags.join(' ')

it('is how npm and Docker run what reads postings, too', () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
  expect(scripts.worker).toBe(`tsx ${flags} scrapers/worker.ts`)
  expect(scripts.skilltide).toBe(`tsx ${flags} scrapers/cli/main.ts`)
  expect(read('docker-compose.yml')).toContain(`command: node ${flags} --import tsx scrapers/worker.ts`)
})
