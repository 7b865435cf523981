import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { families } from '@/lib/domain/skill'
import { closeTags } from '@/lib/tagger/closure'
import { parseSkill, SkillEntry } from '@/lib/tagger/skill'
import { tag } from '@/lib/tagger/tag'
import { skillById, skills } from '@/lib/tagger/taxonomy'
import { describeWithSharedData } from '@/tests/support/shared-data'

const minimal = { id: 'thing', name: 'Thing', since: 2000, link: 'https://example.org', aliases: ['Thing'] }

describe('the taxonomy', () => {
  it('has skills in every family and at least 350 in all', () => {
    expect(skills.length).toBeGreaterThanOrEqual(350)
    expect(new Set(skills.map((skill) => skill.family))).toEqual(new Set(families))
  })

  it('gives every skill a name to be found by, a link and a year', () => {
    for (const skill of skills) {
      expect(skill.aliases).not.toEqual([])
      expect(URL.canParse(skill.link)).toBe(true)
    }
  })

  it('implies skills that exist and never itself', () => {
    for (const skill of skills) {
      for (const parent of skill.implies) expect(skillById(parent)?.id).toBe(parent)
      expect(skill.implies).not.toContain(skill.id)
    }
  })

  it('gives no name to two skills', () => {
    const owners = new Map<string, string>()
    for (const skill of skills) {
      for (const alias of skill.aliases) {
        const key = alias.text.toLowerCase().replace(/[~ -]/g, ' ')
        expect([key, owners.get(key) ?? skill.id]).toEqual([key, skill.id])
        owners.set(key, skill.id)
      }
    }
  })

  it('finds every skill by its first sure name', () => {
    for (const skill of skills) {
      const alias = skill.aliases.find(({ mode }) => mode === 'any' || mode === 'exact')
      if (!alias) continue
      const text = `We use ${alias.text.replaceAll('~', ' ')} at work`
      expect(tag({ text }).map((found) => found.skill)).toContain(skill.id)
    }
  })

  it('refuses entries with a bad id, link, year or field', () => {
    expect(() => parseSkill('cloud', minimal)).not.toThrow()
    expect(SkillEntry.safeParse({ ...minimal, id: 'Bad Id' }).success).toBe(false)
    expect(SkillEntry.safeParse({ ...minimal, link: 'http://example.org' }).success).toBe(false)
    expect(SkillEntry.safeParse({ ...minimal, since: 20 }).success).toBe(false)
    expect(SkillEntry.safeParse({ ...minimal, alias: ['Thing'] }).success).toBe(false)
  })
})

describe('closing tags', () => {
  const plain = (skill: string, level: 'required' | 'preferred' | 'mentioned') => ({
    skill,
    level,
    spans: [],
    titleSpans: [],
  })

  it('adds what a skill implies and the families of all', () => {
    expect(closeTags([plain('eks', 'required')])).toEqual({
      required: ['family:cloud', 'family:containers', 'skill:aws', 'skill:eks', 'skill:kubernetes'],
      preferred: [],
      mentioned: [],
    })
  })

  it('counts a series under its strongest level only', () => {
    const closed = closeTags([plain('rds', 'preferred'), plain('aws', 'required'), plain('azure', 'mentioned')])
    expect(closed.required).toEqual(['family:cloud', 'skill:aws'])
    expect(closed.preferred).toEqual(['family:databases', 'skill:rds'])
    expect(closed.mentioned).toEqual(['skill:azure'])
  })
})

describeWithSharedData('the taxonomy beside the recorded list', (folder) => {
  it('keeps every id', () => {
    const ids = readFileSync(join(folder, 'tagger/skills-and-aliases.txt'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('|') && !line.startsWith('#'))
      .map((line) => line.split('|')[0]?.trim() ?? '')
    expect(ids.filter((id) => !skillById(id))).toEqual([])
  })

  it('finds every skill by every alias of the list where experience with it is asked for', () => {
    const missed = readFileSync(join(folder, 'tagger/skills-and-aliases.txt'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('|') && !line.startsWith('#'))
      .flatMap((line) => {
        const [id = '', aliases = ''] = line.split('|').map((part) => part.trim())
        const spelled = aliases.split(';').map((alias) =>
          alias
            .trim()
            .replace(/^[=?]+/, '')
            .replaceAll('~', ' '),
        )
        return spelled.filter((alias) => {
          const found = tag({ text: `Experience with ${alias} required` })
          return alias !== '' && !found.some(({ skill, level }) => skill === id && level === 'required')
        })
      })
    expect(missed).toEqual([])
  })
})
