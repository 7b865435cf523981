import type { ExplainedReading, NameDecision } from '@/lib/domain/reading'
import { levels, type Family, type Level } from '@/lib/domain/skill'

/** The same words judged the same way, however often. */
export interface Grounds {
  words: string
  reason: string
  /** What an ambiguous word was taken for the technology by. */
  evidence: string | null
  isChoice: boolean
  count: number
}

/** A skill with all that speaks for it, or a refused name. */
export interface NameRow {
  /** Anchor within the page. */
  id: string
  /** Null for a phrase that only hides the name of a skill. */
  skill: string | null
  name: string
  family: Family | null
  /** Null when refused. */
  level: Level | null
  grounds: Grounds[]
}

export interface NameRows {
  /** Strongest level first, then in reading order. */
  kept: NameRow[]
  refused: NameRow[]
  /** Anchor of the row of each decision. */
  rowOf: ReadonlyMap<NameDecision, string>
}

function addGrounds(row: NameRow, { span, reason, evidence, anyOf }: NameDecision): void {
  const isChoice = anyOf !== null
  const same = row.grounds.find(
    (known) =>
      known.words === span.text &&
      known.reason === reason &&
      known.evidence === evidence &&
      known.isChoice === isChoice,
  )
  if (same) same.count += 1
  else row.grounds.push({ words: span.text, reason, evidence, isChoice, count: 1 })
}

/** Kept names by skill; refused ones by skill, words and reason. */
const keyOf = ({ skill, span, level, reason }: NameDecision): string =>
  level === null ? `refused ${skill ?? ''} ${span.text.toLowerCase()} ${reason}` : `kept ${skill ?? ''}`

const rankOf = (level: Level | null): number => (level === null ? levels.length : levels.indexOf(level))

/** Puts the decisions of a reading into rows to show. */
export function toNameRows({ decisions, skills }: ExplainedReading): NameRows {
  const rows = new Map<string, NameRow>()
  const rowOf = new Map<NameDecision, string>()
  const levelOf = new Map(skills.map(({ skill, level }) => [skill, level]))
  for (const decision of decisions) {
    const key = keyOf(decision)
    let row = rows.get(key)
    if (!row) {
      const { skill, name, family, span } = decision
      const level = decision.level === null ? null : (levelOf.get(skill ?? '') ?? decision.level)
      row = { id: `name-${rows.size + 1}`, skill, name: name ?? span.text, family, level, grounds: [] }
      rows.set(key, row)
    }
    addGrounds(row, decision)
    rowOf.set(decision, row.id)
  }
  const ordered = [...rows.values()].toSorted((a, b) => rankOf(a.level) - rankOf(b.level))
  return {
    kept: ordered.filter(({ level }) => level !== null),
    refused: ordered.filter(({ level }) => level === null),
    rowOf,
  }
}
