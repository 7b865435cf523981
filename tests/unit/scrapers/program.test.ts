import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { expect, it, vi } from 'vitest'
import { skills } from '@/lib/tagger/taxonomy'
import { toTaxonomyFile } from '@/lib/tagger/taxonomy-file'
import { buildProgram } from '@/scrapers/cli/program'

/** What a call prints before it ends, and its exit code. */
async function call(...words: string[]): Promise<{ printed: string; exitCode: number }> {
  let printed = ''
  const keep = (chunk: unknown) => ((printed += String(chunk)), true)
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep))
  try {
    await buildProgram().parseAsync(['node', 'skilltide', ...words])
    return { printed, exitCode: 0 }
  } catch (error) {
    if (error instanceof CommanderError) return { printed, exitCode: error.exitCode }
    throw error
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

it('tells every command, and of one its arguments and options, which are loaded then', async () => {
  const whole = await call('--help')
  expect(whole.exitCode).toBe(0)
  expect(whole.printed).toMatch(/claims +Checks the claims/)
  const one = await call('hosts', 'close', '--help')
  expect(one.exitCode).toBe(0)
  expect(one.printed).toContain('Usage: skilltide hosts close [options] <host>')
  expect(one.printed).toContain('--reason <words>')
})

it('refuses a command that it does not know, and an option that the command does not have', async () => {
  expect(await call('hostz')).toMatchObject({
    printed: expect.stringContaining("unknown command 'hostz'"),
    exitCode: 1,
  })
  expect((await call('hosts', 'list', '--yaml')).printed).toContain("unknown option '--yaml'")
})

it('names the skill and the field where a file of a taxonomy is at fault, and suggests the skill that was meant', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-taxonomy-'))
  try {
    const given = toTaxonomyFile('test', skills.slice(0, 2))
    const faulty = join(folder, 'faulty.json')
    const [first, second] = given.skills
    await writeFile(
      faulty,
      JSON.stringify({
        ...given,
        skills: [
          { ...first, since: 'x' },
          { ...second, link: undefined },
        ],
      }),
    )
    const told = call('taxonomy', 'diff', faulty, 'current', '--no-postings')
    await expect(told).rejects.toThrow(`skill ${first?.id}, field since: expected a number, found a string`)
    await expect(told).rejects.toThrow(`skill ${second?.id}, field link: is missing; expected a string`)
    await writeFile(faulty, '{')
    await expect(call('taxonomy', 'diff', 'current', faulty, '--no-postings')).rejects.toThrow('not JSON')
  } finally {
    await rm(folder, { recursive: true })
  }
  expect((await call('taxonomy', 'early', 'switf')).printed).toContain('did you mean “swift”?')
})

it.each([
  [['ingest', 'hackernews', '--since', '2020-02', '--until', '2019-01'], '--since: 2020-02 is later than 2019-01'],
  [['ingest', 'hackernews', '--board', 'x'], 'has no boards: leave --board out'],
  [['rejects', 'list', '--source', 'greenhose'], 'There is no such source. There are hackernews, greenhouse'],
  [['replay', 'greenhose'], 'no source is called greenhose; there are hackernews, greenhouse'],
  [['import', '/nowhere/jobs.csv'], '/nowhere/jobs.csv cannot be read: there is no such file'],
  [['import', tmpdir()], 'cannot be read: it is a folder'],
  [['boards', 'import', '/nowhere/boards.csv'], '/nowhere/boards.csv cannot be read: there is no such file'],
  [['ingest', 'jobtech', '--dump', '/nowhere/2023.jsonl'], '/nowhere/2023.jsonl cannot be read: there is no such file'],
])('%j is refused before anything is read, and says why', async (words, reason) => {
  const { printed, exitCode } = await call(...words)
  expect(printed).toContain(reason)
  expect(exitCode).not.toBe(0)
})
