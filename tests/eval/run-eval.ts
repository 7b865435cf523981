/**
 * `npm run eval [topic]`: what can be checked against the world. Without a topic, the hand labels; `roles` fits the scorecard of open roles; `series` recounts a
 * published series, `statistics` checks what the intervals hold. Each topic reads its own options; all need SKILLTIDE_SHARED_DATA.
 */
import { evaluateLabels } from '@/tests/eval/evaluate'
import { evaluateRoles } from '@/tests/eval/roles/evaluate-roles'
import { evaluateSeries } from '@/tests/eval/series/evaluate-series'
import { evaluateStatistics } from '@/tests/eval/statistics/evaluate-statistics'

interface Asked {
  args: string[]
  /** Day that written figures get, YYYY-MM-DD. */
  today: string
}

const topics: Record<string, (asked: Asked) => void | Promise<void>> = {
  labels: evaluateLabels,
  roles: evaluateRoles,
  series: evaluateSeries,
  statistics: evaluateStatistics,
}

const [first, ...rest] = process.argv.slice(2)
const isTopic = first !== undefined && !first.startsWith('-')
const name = isTopic ? first : 'labels'
const topic = topics[name]
if (topic === undefined) {
  console.error(`There is no topic “${name}”; the topics are ${Object.keys(topics).join(', ')}.`)
  process.exitCode = 2
} else {
  try {
    await topic({ args: isTopic ? rest : process.argv.slice(2), today: new Date().toISOString().slice(0, 10) })
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error
    console.error(`${error.message} The options of “${name}” stand at the top of its file in tests/eval.`)
    process.exitCode = 2
  }
}
