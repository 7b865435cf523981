// Grows vacancies: a chunk file a month for the index, and lines for the peers.
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { encodeChunk } from '@/lib/demand-index/chunk-bytes'
import { type FactToSeal, sealMonth } from '@/lib/demand-index/seal'
import { type Level, levels } from '@/lib/domain/skill'
import type { Month } from '@/lib/domain/month'
import { createGrower, monthCount } from './grow-vacancies'
import { readVacancyStatistics } from './vacancy-statistics'

const [folder = '', size = ''] = process.argv.slice(2)

/** Peers get whole numbers for UUIDs: less to read and to group by. */
const numberOf = (uuid: string): number => Number.parseInt(uuid.slice(-12), 16)

const writers = ['posting', 'naming', 'signal', 'choice'].map((table) =>
  createWriteStream(join(folder, `${table}.csv`)),
)
const [postings, namings, signals, choices] = writers

function linesOf(fact: FactToSeal, month: Month) {
  const id = numberOf(fact.postingId)
  const employer = numberOf(fact.employerId)
  const day = `${month}-01`
  const named = (level: Level) => fact.named[level].map((code) => `${id},${code},${level}\n`).join('')
  return {
    posting: `${id},${day},${numberOf(fact.vacancyId)},${employer},${fact.sourceId},${fact.role},${fact.remote},${fact.seniority.join(' ')},${fact.regions.join(' ')}\n`,
    naming: levels.map(named).join(''),
    signal: fact.saysStartup ? `${employer},${day}\n` : '',
    choice: fact.anyOf.map(({ codes }) => `${id},${codes.join(' ')}\n`).join(''),
  }
}

await mkdir(join(folder, 'chunks'))
const grower = createGrower(readVacancyStatistics(), Number(size))
let [rows, bytes, sealMs, worstMs] = [0, 0, 0, 0]
for (let at = 0; at < monthCount; at += 1) {
  const { month, facts } = grower.grow(at)
  if (facts.length === 0) continue
  const start = performance.now()
  const chunk = encodeChunk(sealMonth(month, facts))
  const took = performance.now() - start
  sealMs += took
  worstMs = Math.max(worstMs, took)
  rows += facts.length
  bytes += chunk.byteLength
  await writeFile(join(folder, 'chunks', month), chunk)
  const lines = facts.map((fact) => linesOf(fact, month))
  const texts = [
    lines.map(({ posting }) => posting),
    lines.map(({ naming }) => naming),
    lines.map(({ signal }) => signal),
    lines.map(({ choice }) => choice),
  ]
  for (const [index, writer] of [postings, namings, signals, choices].entries())
    if (writer !== undefined && !writer.write(texts[index]?.join('') ?? '')) await once(writer, 'drain')
}
for (const writer of writers) {
  writer.end()
  await once(writer, 'finish')
}
process.stdout.write(
  `${rows} vacancies grown of ${grower.employers} employers; sealing took ${(sealMs / 1000).toFixed(1)} s in all, ` +
    `${worstMs.toFixed(0)} ms for the slowest month; ${(bytes / rows).toFixed(1)} bytes a row\n`,
)
