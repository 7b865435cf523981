import { type Command, InvalidArgumentError } from 'commander'
import { postingIdWords, readPostingId } from '@/lib/db/ids'
import { comparePostings, readVacancy, type VacancyPosting, type VacancyView } from '@/lib/db/vacancy-view'
import { readEnv } from '@/lib/env'
import { type Link, verdictSentence } from '@/lib/vacancy/explain'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { withPool } from '@/scrapers/cli/with-pool'

function postingArgument(text: string): string {
  const id = readPostingId(text)
  if (id === null) throw new InvalidArgumentError(`Expected ${postingIdWords}.`)
  return id
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function refuse(what: string): void {
  process.stderr.write(`${what} is not stored, does not count, or is not grouped yet; \`index seal\` groups now.\n`)
  process.exitCode = exitCodes.failed
}

function sayLink(link: Link, repostDays: number): void {
  say(`  ${verdictSentence(link.verdict, repostDays)}`)
  if (link.onlyHere.length > 0) say(`  only here:  ${link.onlyHere.join(' | ')}`)
  if (link.onlyThere.length > 0) say(`  only there: ${link.onlyThere.join(' | ')}`)
}

function sayPosting({ id, day, sourceName, company, title, places, link }: VacancyPosting, repostDays: number): void {
  say(
    `\n${id}  ${day}  ${[sourceName, company ?? 'no employer', title, places.join('; ')].filter(Boolean).join(' · ')}`,
  )
  if (link === null) return
  say(`  with ${link.to}:`)
  sayLink(link, repostDays)
}

function sayVacancy({ id, size, postings }: VacancyView, repostDays: number): void {
  say(`Vacancy ${id}: ${size === 1 ? 'one posting' : `${size} postings`}.`)
  if (postings.length < size) say(`Its newest ${postings.length}:`)
  for (const posting of postings) sayPosting(posting, repostDays)
}

async function show(id: string, other: string | undefined, isJson: boolean): Promise<void> {
  const repostDays = readEnv().SKILLTIDE_REPOST_DAYS
  if (other !== undefined) {
    const link = await withPool((pool) => comparePostings(pool, [id, other], repostDays))
    if (link === null) return refuse('One of the postings')
    return isJson ? say(JSON.stringify(link)) : sayLink(link, repostDays)
  }
  const vacancy = await withPool((pool) => readVacancy(pool, id, repostDays))
  if (vacancy === null) return refuse(`The posting ${id}`)
  return isJson ? say(JSON.stringify(vacancy)) : sayVacancy(vacancy, repostDays)
}

/** Adds `vacancy`: which postings are one vacancy, and why. */
export function defineVacancy(command: Command): void {
  command
    .argument(
      '<posting>',
      'id of a posting, as the address of a vacancy page has it, or source/id: hackernews/31237625',
      postingArgument,
    )
    .argument('[other]', 'the same of another posting', postingArgument)
    .option('--json', 'as one JSON object')
    .addHelpText('after', exitCodeHelp)
    .action((id: string, other: string | undefined, { json = false }: { json?: boolean }) => show(id, other, json))
}
