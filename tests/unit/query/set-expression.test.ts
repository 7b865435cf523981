import { pathOfSeries } from '@/lib/query/series'
import { describe, expect, test } from 'vitest'
import { familyPhrases } from '@/lib/domain/skill'
import type { NamedSeries } from '@/lib/query/engine'
import { parseSet } from '@/lib/query/parse-set'
import { describeSet, isInSet, printSet } from '@/lib/query/set-expression'

const skills = new Set(['docker', 'kubernetes', 'terraform', 'aws', 'gcp'])
const names = new Map<string, string>([
  ['skill:docker', 'Docker'],
  ['skill:kubernetes', 'Kubernetes'],
  ['skill:terraform', 'Terraform'],
  ['skill:aws', 'AWS'],
  ['skill:gcp', 'Google Cloud'],
  ['family:iac', familyPhrases.iac],
])
const nameOf = (series: NamedSeries) => names.get(series) ?? series

function read(text: string) {
  const parsed = parseSet(text, skills)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.set
}

test.each([
  ['kubernetes & docker', 'docker & kubernetes', 'Docker and Kubernetes'],
  ['family:iac and not terraform', 'family:iac & !terraform', 'any infrastructure as code but not Terraform'],
  [
    '(gcp|aws)&required:kubernetes',
    '(aws | gcp) & required:kubernetes',
    '(AWS or Google Cloud) and Kubernetes as required',
  ],
  ['aws | gcp & docker', 'aws | docker & gcp', 'AWS or (Docker and Google Cloud)'],
  ['!(aws | gcp)', '!(aws | gcp)', 'not (AWS or Google Cloud)'],
  ['not not docker', 'docker', 'Docker'],
  ['docker & docker', 'docker', 'Docker'],
  ['!aws & !gcp', '!aws & !gcp', 'neither AWS nor Google Cloud'],
  [
    'skill:docker & preferred:family:iac',
    'docker & preferred:family:iac',
    'Docker and any infrastructure as code as a plus',
  ],
])('%s is printed as %s and reads “%s”', (text, printed, words) => {
  expect(printSet(read(text))).toBe(printed)
  expect(describeSet(read(text), nameOf)).toBe(words)
})

test.each([
  ['docker &', 'expected a skill, “family:” with a family, “!” or “(” at character 9, found the end'],
  ['docker & & aws', 'expected a skill, “family:” with a family, “!” or “(” at character 10, found “&”'],
  ['(docker | aws', 'expected “)” at character 14, found the end'],
  ['docker aws', 'expected “&”, “|” or the end at character 8, found “aws”'],
  ['aws & kuberntes', 'there is no skill “kuberntes” (character 7); did you mean “kubernetes”?'],
  ['family:clowd', 'there is no family “clowd” (character 1); did you mean “cloud”?'],
  [
    'tool:docker',
    '“tool:docker” at character 1 starts with “tool”; expected required, preferred, mentioned, skill or family before a colon',
  ],
  ['', 'expected a skill, “family:” with a family, “!” or “(” at character 1, found the end'],
])('“%s” is refused: %s', (text, message) => {
  expect(parseSet(text, skills)).toEqual({ ok: false, message })
})

describe('membership', () => {
  const holds = (text: string, named: readonly string[]) =>
    isInSet(read(text), (series, level) => named.includes(`${level ?? 'any'} ${series}`) || named.includes(series))

  test('“and” binds closer than “or”, “not” closer than both', () => {
    expect(holds('aws | gcp & docker', ['skill:aws'])).toBe(true)
    expect(holds('(aws | gcp) & docker', ['skill:aws'])).toBe(false)
    expect(holds('!aws & docker', ['skill:docker'])).toBe(true)
  })

  test('a name with a level is asked for at that level', () => {
    expect(holds('required:aws', ['required skill:aws'])).toBe(true)
    expect(holds('required:aws', ['preferred skill:aws'])).toBe(false)
  })
})

test('every series has a path to a page of its own', () => {
  expect(pathOfSeries('skill:kubernetes')).toBe('/skills/kubernetes')
  expect(pathOfSeries('family:cloud')).toBe('/families/cloud')
  expect(pathOfSeries('set:docker & (aws | !terraform)')).toBe('/sets/docker%20%26%20(aws%20%7C%20!terraform)')
})
