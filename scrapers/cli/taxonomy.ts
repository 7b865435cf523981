import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { explainIssue } from '@/lib/domain/explain-issue'
import { listTexts } from '@/lib/db/posting-texts'
import { textTable } from '@/lib/export/text-table'
import { suggestWord } from '@/lib/query/suggest'
import type { Skill } from '@/lib/tagger/skill'
import { skillNames } from '@/lib/tagger/skill-spellings'
import { skillById, skills, taxonomyVersion } from '@/lib/tagger/taxonomy'
import { compareTaxonomies } from '@/lib/tagger/taxonomy-diff'
import { hashTaxonomy, TaxonomyFile, toTaxonomyFile } from '@/lib/tagger/taxonomy-file'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { describeDifference, describeEffect } from '@/scrapers/cli/taxonomy-words'
import { withPool } from '@/scrapers/cli/with-pool'
import type { TaxonomyEffect } from '@/scrapers/taxonomy-effect'

interface Taxonomy {
  version: string
  skills: readonly Skill[]
}

const toldFaults = 10

const current: Taxonomy = { version: taxonomyVersion, skills }

const WithSkillIds = z.object({ skills: z.array(z.looseObject({ id: z.string() }).catch({ id: '?' })) })

/** "skill aws, field since: expected a number, found a string", a line for each of the first faults. */
function explainFaults(given: unknown, { issues }: z.core.$ZodError): string {
  const named = WithSkillIds.safeParse(given)
  const lines = issues.slice(0, toldFaults).map((issue) => {
    const [list, index, ...rest] = issue.path
    const isOfSkill = list === 'skills' && typeof index === 'number'
    const id = isOfSkill && named.success ? named.data.skills[index]?.id : undefined
    const skill = isOfSkill ? `skill ${id === undefined || id === '?' ? `number ${index + 1}` : id}, ` : ''
    const field = (isOfSkill ? rest : issue.path).join('.')
    return `  ${skill}${field === '' ? 'the whole' : `field ${field}`}: ${explainIssue(issue)}`
  })
  const more = issues.length > toldFaults ? [`  and ${issues.length - toldFaults} more`] : []
  return [...lines, ...more].join('\n')
}

/** @throws Error that names the file and what is wrong with it. */
async function readTaxonomy(name: string): Promise<Taxonomy> {
  if (name === 'current') return current
  const text = await readFile(name, 'utf8')
  const refuse = (reason: string) => new Error(`${name} is no taxonomy as \`taxonomy export\` writes it: ${reason}`)
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw refuse('not JSON')
  }
  const parsed = TaxonomyFile.safeParse(given)
  if (!parsed.success) throw refuse(`\n${explainFaults(given, parsed.error)}`)
  return parsed.data
}

const told = 1_000

async function measure(before: Taxonomy, after: Taxonomy, sample: number | null): Promise<TaxonomyEffect> {
  // Making names ready takes longer than all that the other commands do.
  const [{ createTagger }, { measureEffect }] = await Promise.all([
    import('@/lib/tagger/create-tagger'),
    import('@/scrapers/taxonomy-effect'),
  ])
  const taggers = { before: createTagger(before.skills), after: createTagger(after.skills) }
  return withPool((pool) =>
    measureEffect(listTexts(pool, sample), taggers, (count) => {
      if (count % told === 0) process.stderr.write(`\rtaxonomy: ${count.toLocaleString('en')} postings compared`)
    }).finally(() => process.stderr.write('\n')),
  )
}

interface DiffOptions {
  sample?: number
  /** False with `--no-postings`. */
  postings: boolean
  json?: boolean
}

async function diff(from: string, to: string, options: DiffOptions): Promise<void> {
  const before = await readTaxonomy(from)
  const after = await readTaxonomy(to)
  const difference = compareTaxonomies(before.skills, after.skills)
  const versions = { from: before.version, to: after.version }
  const sample = options.sample ?? null
  const effect = options.postings ? await measure(before, after, sample) : null
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ ...versions, ...difference, sample, effect })}\n`)
    return
  }
  const parts = [describeDifference(versions, difference), ...(effect === null ? [] : [describeEffect(effect, sample)])]
  process.stdout.write(`${parts.join('\n\n')}\n`)
}

const listColumns = ['Skill', 'Id', 'Family', 'Since', 'Names', 'Implies'].map((heading) => ({
  heading,
  isNumber: heading === 'Since' || heading === 'Names',
}))

function list(): void {
  const rows = skills.map(({ name, id, family, since, aliases, implies }) => [
    name,
    id,
    family,
    String(since),
    String(aliases.length),
    implies.join(', '),
  ])
  process.stdout.write(
    `${textTable(listColumns, rows)}\n${skills.length} skills, version ${taxonomyVersion}, content ${hashTaxonomy(skills)}\n`,
  )
}

function sampleOption(text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError('Expected a whole number from 1.')
  return count
}

function skillArgument(text: string): Skill {
  const skill = skillById(text)
  if (skill !== undefined) return skill
  const near = suggestWord(text, skillNames.skills, skillNames.spellings)
  throw new InvalidArgumentError(
    near === null
      ? 'Expected the id of a skill, as `taxonomy list` gives it.'
      : `There is no such skill; did you mean “${near}”?`,
  )
}

const earlyHelp = `
Examples:
  npm run -s skilltide -- taxonomy early
  npm run -s skilltide -- taxonomy early swift
`

const diffHelp = `
Each side is a file that \`taxonomy export\` wrote, or the word current. Figures are of strict backend vacancies, with
roles and employers as they are stored; \`retag --dry-run\` shows what the rules change as well.

Examples:
  npm run -s skilltide -- taxonomy export > before.json      (then edit a file of lib/tagger/taxonomy/)
  npm run -s skilltide -- taxonomy diff before.json current --sample 5000
  npm run -s skilltide -- taxonomy diff before.json current --no-postings
`

export function defineTaxonomy(taxonomy: Command): void {
  taxonomy.addHelpText('after', exitCodeHelp)
  taxonomy
    .command('list')
    .description('Prints every skill as a table, with the version and the hash of the data.')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- taxonomy list\n${exitCodeHelp}`)
    .action(list)
  taxonomy
    .command('export')
    .description('Prints the taxonomy as JSON, always the same for the same data.')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- taxonomy export > taxonomy.json\n${exitCodeHelp}`)
    .action(() => {
      process.stdout.write(`${JSON.stringify(toTaxonomyFile(taxonomyVersion, skills), null, 2)}\n`)
    })
  taxonomy
    .command('diff')
    .description('Tells which skills differ between two taxonomies, and which postings and monthly figures that moves.')
    .argument('<before>', 'a file of `taxonomy export`, or current')
    .argument('<after>', 'a file of `taxonomy export`, or current')
    .option('--sample <count>', 'look at so many postings, drawn at random, instead of all', sampleOption)
    .option('--no-postings', 'compare the two taxonomies alone, without a database')
    .option('--json', 'everything as one JSON object, with every posting and month that moves')
    .addHelpText('after', diffHelp + exitCodeHelp)
    .action(diff)
  taxonomy
    .command('early')
    .description(
      'Counts postings that name a skill before the year in which it became public: the word meant something else, or the year is wrong.',
    )
    .argument('[skill]', 'id of a skill, to print the newest of its postings with their words', skillArgument)
    .option('--json', 'as a JSON list')
    .addHelpText('after', earlyHelp + exitCodeHelp)
    .action(async (skill: Skill | undefined, { json = false }: { json?: boolean }) => {
      // Making names ready takes longer than all that the other commands do.
      const { showEarly } = await import('@/scrapers/cli/taxonomy-early')
      await showEarly(skill ?? null, json)
    })
}
