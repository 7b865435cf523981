// Grows every so-many-eth month: a chunk file for the index, and lines for the peers. One month is held at a time.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeChunk } from '@/lib/demand-index/chunk-bytes'
import { type FactToSeal, sealMonth } from '@/lib/demand-index/seal'
import { type Level, levels } from '@/lib/domain/skill'
import type { Month } from '@/lib/domain/month'
import { createGrower, monthCount } from './grow-vacancies'
import { readVacancyStatistics } from './vacancy-statistics'

const [folder = '', size = '', share = '0', of = '1'] = process.argv.slice(2)

/** Peers get whole numbers for UUIDs: less to read and to group by. */
const numberOf = (uuid: string): number => Number.parseInt(uuid.slice(-12), 16)

function linesOf(fact: FactToSeal, month: Month) {
  const id = numberOf(fact.postingId)
  const employer = numberOf(fact.employerId)
  const day = `${month}-01`
  const named = (level: Level) => fact.named[level].map((code) => `${id},${code},${level}\n`).join('')
  return {
    posting: `${id},${day},${numberOf(fact.vacancyId)},${employer},${fact.sourceId},${fact.role},${fact.remote},${fact.seniority.join(' ')},${fact.regions.join(' ')},${fact.words}\n`,
    naming: levels.map(named).join(''),
    signal: fact.saysStartup ? `${employer},${day}\n` : '',
    choice: fact.anyOf.map(({ codes }) => `${id},${codes.join(' ')}\n`).join(''),
  }
}

await mkdir(join(folder, 'chunks'), { recursive: true })
await mkdir(join(folder, 'changed'), { recursive: true })
const grower = createGrower(readVacancyStatistics(), Number(size))
let [rows, bytes, sealMs, worstMs] = [0, 0, 0, 0]
for (let at = Number(share); at < monthCount; at += Number(of)) {
  const { month, facts } = grower.grow(at)
  if (facts.length === 0) continue
  const before = process.cpuUsage()
  const chunk = encodeChunk(sealMonth(month, facts))
  const { user, system } = process.cpuUsage(before)
  sealMs += (user + system) / 1000
  worstMs = Math.max(worstMs, (user + system) / 1000)
  rows += facts.length
  bytes += chunk.byteLength
  await writeFile(join(folder, 'chunks', month), chunk)
  // What a swap replaces the month by: one posting in fifty is not there yet.
  if (at >= monthCount - 2)
    await writeFile(
      join(folder, 'changed', month),
      encodeChunk(
        sealMonth(
          month,
          facts.filter((_, index) => index % 50 !== 0),
        ),
      ),
    )
  const lines = facts.map((fact) => linesOf(fact, month))
  for (const table of ['posting', 'naming', 'signal', 'choice'] as const)
    await writeFile(join(folder, `${table}.${month}.csv`), lines.map((line) => line[table]).join(''))
}
process.stdout.write(
  `${rows} vacancies grown of ${grower.employers} employers; sealing took ${(sealMs / 1000).toFixed(1)} s of processor time, ` +
    `${worstMs.toFixed(0)} ms for the largest month; ${(bytes / rows).toFixed(1)} bytes a row\n`,
)
