import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { seniorities } from '@/lib/domain/posting'
import { levels } from '@/lib/domain/skill'

export const splits = ['dev', 'test'] as const
export type Split = (typeof splits)[number]

/** What the reader of a posting found in it. */
export const Label = z.object({
  id: z.string(),
  textSha256: z.string(),
  split: z.enum(splits),
  backend: z.enum(['yes', 'broad', 'no']),
  countries: z.array(z.string()),
  remote: z.enum(['remote', 'hybrid', 'onsite', 'unknown']),
  seniority: z.array(z.enum(seniorities)),
  skills: z.array(z.object({ skill: z.string(), level: z.enum(levels), evidence: z.string() })),
})
export type Label = z.infer<typeof Label>

export function readLabels(): Label[] {
  const lines = readFileSync('tests/eval/labels.jsonl', 'utf8').trim().split('\n')
  return lines.map((line) => Label.parse(JSON.parse(line)))
}
