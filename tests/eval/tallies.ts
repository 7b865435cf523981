import type { Counts } from '@/lib/evaluation/rates'

interface Difference {
  wrong: string[]
  missed: string[]
}

/** Counts by name of right, wrong and missed answers, and of right ones among those asked. */
export class Tallies {
  readonly findings = new Map<string, Counts>()
  readonly judged = new Map<string, { right: number; n: number }>()

  /** Counts a set of answers against the expected one. */
  add(name: string, expected: Iterable<string>, found: Iterable<string>): Difference {
    const gold = new Set(expected)
    const answers = new Set(found)
    const wrong = [...answers].filter((answer) => !gold.has(answer))
    const missed = [...gold].filter((answer) => !answers.has(answer))
    const counts = this.findings.get(name) ?? { right: 0, wrong: 0, missed: 0 }
    counts.right += answers.size - wrong.length
    counts.wrong += wrong.length
    counts.missed += missed.length
    this.findings.set(name, counts)
    return { wrong, missed }
  }

  /** Counts one answer. @returns whether it is right */
  judge(name: string, isRight: boolean): boolean {
    const counts = this.judged.get(name) ?? { right: 0, n: 0 }
    counts.n += 1
    if (isRight) counts.right += 1
    this.judged.set(name, counts)
    return isRight
  }

  /** Counts of all names that begin with a prefix, without it; by name. */
  under(prefix: string): [string, Counts][] {
    return [...this.findings]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, counts]): [string, Counts] => [name.slice(prefix.length), counts])
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
  }

  finding(name: string): Counts {
    return this.findings.get(name) ?? { right: 0, wrong: 0, missed: 0 }
  }

  accuracy(name: string): { right: number; n: number } {
    return this.judged.get(name) ?? { right: 0, n: 0 }
  }
}
