import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Month } from '@/lib/domain/month'
import { skills } from '@/lib/tagger/taxonomy'
import { type Rule, rules, type Term, terms as defaultTerms } from '@/tests/eval/series/published-rule'
import { type Columns, defaultColumns, type Series } from '@/tests/eval/series/published-series'

export interface SeriesOptions {
  /** CSV of the published series. */
  series: string
  columns: Columns
  /** Folder of threads as the Algolia HN Search API answers `/items/<id>`: `.json` or `.json.gz`. */
  threads: string
  /** Names of terms, perhaps with our skill: "GCP", "Node=nodejs"; `all` for every one that is a skill; null for the usual. */
  terms: string | null
  rule: Rule
  since: Month | null
  until: Month | null
  isWriting: boolean
  isCsv: boolean
}

const isColumn = (key: string): key is keyof Columns => Object.hasOwn(defaultColumns, key)
const isRule = (name: string): name is Rule => rules.some((rule) => rule === name)

/** "month=date,term=keyword": where the series has what. */
function readColumns(text: string | undefined): Columns {
  const columns: Columns = { ...defaultColumns }
  for (const pair of text?.split(',') ?? []) {
    const [key = '', column = ''] = pair.split('=').map((part) => part.trim())
    if (!isColumn(key) || column === '')
      throw new Error(`--columns: “${pair}” is not of the form ${Object.keys(defaultColumns).join('|')}=column.`)
    columns[key] = column
  }
  return columns
}

function readMonth(name: string, text: string | undefined): Month | null {
  if (text === undefined) return null
  const month = Month.safeParse(text)
  if (!month.success) throw new Error(`--${name}: “${text}” is no month of the form YYYY-MM.`)
  return month.data
}

/** What the command line asks for. @param data folder of recorded data; null where none is set */
export function readSeriesOptions(args: string[], data: string | null): SeriesOptions {
  const { values } = parseArgs({
    args,
    options: {
      series: { type: 'string' },
      columns: { type: 'string' },
      threads: { type: 'string' },
      terms: { type: 'string' },
      match: { type: 'string', default: 'pieces' },
      since: { type: 'string' },
      until: { type: 'string' },
      write: { type: 'boolean', default: false },
      csv: { type: 'boolean', default: false },
    },
  })
  const inData = (option: string, given: string | undefined, path: string): string => {
    if (given !== undefined) return given
    if (data === null) throw new Error(`Set SKILLTIDE_SHARED_DATA to the folder of recorded data, or give --${option}.`)
    return join(data, path)
  }
  if (!isRule(values.match)) throw new Error(`--match: “${values.match}” is none of ${rules.join(', ')}.`)
  if (values.write && args.some((one) => one !== '--write'))
    throw new Error('--write renews docs/validation.md, which is of the recorded series: it stands alone.')
  return {
    series: inData('series', values.series, 'series/hn-hiring-trends-2011-2024.csv'),
    columns: readColumns(values.columns),
    threads: inData('threads', values.threads, 'hn-algolia/items'),
    terms: values.terms ?? null,
    rule: values.match,
    since: readMonth('since', values.since),
    until: readMonth('until', values.until),
    isWriting: values.write,
    isCsv: values.csv,
  }
}

/** Our skill of a name: by its name, id or alias. */
function skillOf(name: string): string | null {
  const wanted = name.toLowerCase()
  const found =
    skills.find((skill) => skill.id === wanted || skill.name.toLowerCase() === wanted) ??
    skills.find(({ aliases }) => aliases.some(({ text }) => text.toLowerCase() === wanted))
  return found?.id ?? null
}

/** The terms asked for, each with the spellings that the series tells, or else its name. */
export function chooseTerms(asked: string | null, series: Series): Term[] {
  if (asked === null) return defaultTerms.filter(({ name }) => series.spellings.has(name))
  const names = asked === 'all' ? [...series.spellings.keys()] : asked.split(',').map((name) => name.trim())
  return names.flatMap((given): Term[] => {
    const [name = '', told] = given.split('=')
    const spellings = series.spellings.get(name)
    const skill = told ?? skillOf(name)
    if (spellings !== undefined && skill !== null) return [{ name, skill, spellings }]
    if (asked === 'all') return []
    throw new Error(
      spellings === undefined
        ? `--terms: the series has no term “${name}”.`
        : `--terms: no skill is called “${name}”; write ${name}=id with one of \`skilltide taxonomy list\`.`,
    )
  })
}
