import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { EnvSchema } from '@/lib/env'
import { datasetIds, listDictionary } from '@/lib/query/datasets'
import { Filters, parameterDescriptions, parameterOf } from '@/lib/query/filters'
import { operatorTableIds } from '@/lib/query/operator-columns'
import { buildWholeProgram } from '@/scrapers/cli/program'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** Rows of every table of README.md whose header begins with these cells; each row as its cells. */
function tableRows(...header: string[]): string[][] {
  const tables = readme.split('\n\n').filter((block) => block.startsWith(`| ${header.join(' | ')} |`))
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  )
}

const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')

/** Addresses of the endpoints, from the folders of app/api; the dynamic one stands for its datasets. */
function listEndpoints(): string[] {
  const folders = readdirSync(join(root, 'app/api'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const fixed = folders.map((entry) => entry.name).filter((name) => !name.startsWith('[') && !name.endsWith('.csv'))
  return [...fixed, ...datasetIds, 'dictionary'].map((name) => `/api/${name}`).toSorted()
}

describe('the configuration table', () => {
  const rows = tableRows('variable', 'default', 'meaning')

  it('lists exactly the variables that the code reads', () => {
    const documented = rows.map(([name = '']) => codesIn(name)[0])
    expect(documented.toSorted()).toEqual(Object.keys(EnvSchema.shape).toSorted())
  })

  it('gives each default as the code has it', () => {
    const defaults = new Map(Object.entries(EnvSchema.parse({})).map(([name, value]) => [name, String(value)]))
    for (const [name = '', value = ''] of rows) {
      const expected = defaults.get(codesIn(name)[0] ?? '')
      expect(`${name} ${codesIn(value)[0] ?? value}`).toBe(`${name} ${expected ?? 'none'}`)
    }
  })

  it('describes each as the code does', () => {
    const meanings = new Map(Object.entries(EnvSchema.shape).map(([name, schema]) => [name, schema.description ?? '']))
    for (const [name = '', , meaning = ''] of rows) expect(meaning).toContain(meanings.get(codesIn(name)[0] ?? ''))
  })
})

/** Every command, those under another with its name before their own: `taxonomy diff`. */
function listCommands(parent: Command, prefix = ''): { name: string; command: Command }[] {
  return parent.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`
    return command.commands.length > 0 ? listCommands(command, `${name} `) : [{ name, command }]
  })
}

describe('the command line table', async () => {
  const commands = listCommands(await buildWholeProgram())
  const rows = new Map(tableRows('command', 'what it does', 'options').map((row) => [codesIn(row[0] ?? '')[0], row]))

  it('lists exactly the commands that exist, with their arguments', () => {
    const usages = commands.map(({ name: commandName, command }) => {
      const dots = (isVariadic: boolean) => (isVariadic ? '…' : '')
      const words = command.registeredArguments.map((argument) => {
        const name = `${argument.name()}${dots(argument.variadic)}`
        return argument.required ? `<${name}>` : `[${name}]`
      })
      return [commandName, ...words].join(' ')
    })
    expect([...rows.keys()].toSorted()).toEqual(usages.toSorted())
  })

  it('lists exactly the options of each command', () => {
    for (const { name, command } of commands) {
      const [, , options = ''] = [...rows.entries()].find(([usage]) => `${usage} `.startsWith(`${name} `))?.[1] ?? []
      const given = command.options.map((option) => option.long ?? option.short ?? '')
      expect([name, ...codesIn(options).toSorted()]).toEqual([name, ...given.toSorted()])
    }
  })

  it('describes every command and option in its help', () => {
    for (const { name, command } of commands) {
      expect(`${name}: ${command.description()}`).toMatch(/: \S/)
      for (const option of command.options) expect(`${option.long}: ${option.description}`).toMatch(/: \S/)
    }
  })
})

describe('the query', () => {
  it('has each of its parameters in the table of README.md, and no other', () => {
    const documented = tableRows('parameter', 'meaning').flatMap(([names = '']) => codesIn(names))
    expect(documented.toSorted()).toEqual(Object.values(parameterOf).toSorted())
  })

  it('has a name in the address and a description for every filter', () => {
    for (const key of Filters.keyof().options) expect(parameterDescriptions[parameterOf[key]]).toMatch(/\S/)
  })
})

describe('the endpoints', () => {
  it('stand in the table of README.md, each and no other', () => {
    const documented = tableRows('endpoint', 'what it gives').map(([path = '']) => codesIn(path)[0])
    expect(documented.toSorted()).toEqual(listEndpoints())
  })

  it('that README.md calls anywhere exist', () => {
    const called = [...readme.matchAll(/\/api\/([a-z-]+)(?![\w-])/g)].map((match) => match[0])
    expect(called.filter((path) => !listEndpoints().includes(path))).toEqual([])
  })

  it('have a CSV twin for every table of the sources page', () => {
    for (const id of operatorTableIds) expect(readdirSync(join(root, 'app/api'))).toContain(`${id}.csv`)
  })
})

describe('the data dictionary', () => {
  it('describes every column of every dataset', () => {
    const { columns, rows } = listDictionary()
    const keys = columns.map((column) => column.key)
    const cell = (row: readonly unknown[], key: string) => String(row[keys.indexOf(key)] ?? '')
    expect(new Set(rows.map((row) => cell(row, 'dataset')))).toEqual(
      new Set([...datasetIds, 'claims', ...operatorTableIds, 'compare', 'dictionary']),
    )
    for (const row of rows)
      expect(`${cell(row, 'dataset')}.${cell(row, 'key')}: ${cell(row, 'description')}`).toMatch(/: \S+ \S+/)
  })
})

describe('the files that README.md names', () => {
  it('exist', () => {
    const script = /^(?:app|lib|scrapers|tests|docs|prisma)\/[\w./-]+$/
    const named = [...codesIn(readme), ...[...readme.matchAll(/\]\((docs\/[^)]+)\)/g)].map((match) => match[1] ?? '')]
    const missing = named.filter((path) => script.test(path) && !existsSync(join(root, path)))
    expect(missing).toEqual([])
  })

  it('name only scripts of package.json', () => {
    const scripts: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
    const called = [...readme.matchAll(/npm (?:run (?:-s )?)?([a-z:-]+)/g)].map((match) => match[1] ?? '')
    for (const name of called.filter((word) => word !== 'package')) expect(scripts).toHaveProperty([name])
  })
})
