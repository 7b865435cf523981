import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { webArguments, webEnvironment } from '@/lib/launch/web-flags'
import { workerArguments } from '@/lib/launch/worker-flags'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const node = `node ${workerArguments.join(' ')}`

it('is how npm and Docker run what reads postings, too', () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
  expect(scripts.worker).toBe(`${node} scrapers/worker.ts`)
  expect(scripts.skilltide).toBe(`${node} scrapers/cli/main.ts`)
  expect(read('docker-compose.yml')).toContain(`command: ${node} scrapers/worker.ts`)
})

it('is how npm and Docker run the web server, too', () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
  const settings = Object.entries(webEnvironment).map(([name, value]) => `${name}=${value}`)
  expect(scripts.web).toBe(`${settings.join(' ')} node ${webArguments.join(' ')} start`)
  const compose = read('docker-compose.yml')
  expect(compose).toContain(`command: node ${webArguments.join(' ')} start --port 3000`)
  for (const [name, value] of Object.entries(webEnvironment)) expect(compose).toContain(`      ${name}: '${value}'\n`)
})
