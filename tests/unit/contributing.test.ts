import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const guide = readFileSync(`${root}/docs/CONTRIBUTING.md`, 'utf8')
const shown = `${root}/scrapers/sources/greenhouse`

const linesOf = (path: string): number => readFileSync(path, 'utf8').trimEnd().split('\n').length

describe('the guide to adding a source', () => {
  it('shows a source of less than 120 lines, and counts them rightly', () => {
    const files = readdirSync(shown).filter((name) => name.endsWith('.ts'))
    const lines = files.map((name) => linesOf(`${shown}/${name}`))
    const sum = lines.reduce((total, count) => total + count, 0)
    expect(sum).toBeLessThan(120)
    expect(guide).toContain(`counts ${sum} lines in three files`)
    for (const [index, name] of files.entries())
      expect(guide).toMatch(new RegExp(`\`${name}\`.*\\| ${String(lines[index])} \\|`))
  })

  it('names only files that are there', () => {
    const named = [...guide.matchAll(/`((?:scrapers|tests)\/[a-z/-]+\.ts)`|\]\(\.\.\/([^)]+)\)/g)].map(
      ([, path, link]) => path ?? link ?? '',
    )
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((path) => !existsSync(`${root}/${path}`))).toEqual([])
  })
})
