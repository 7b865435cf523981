import { fileFields } from '@/scrapers/sources/file/schema'
import type { ColumnMap, FileField } from '@/scrapers/sources/file/schema'

/** Names under which exports are known to keep a field, folded to letters and digits. Earlier ones win. */
const wellKnownNames: Record<FileField, readonly string[]> = {
  id: ['id', 'jobid', 'externalid', 'postingid', 'adid', 'uuid'],
  title: ['title', 'jobtitle', 'position', 'role', 'headline'],
  company: ['company', 'companyname', 'employer', 'employername', 'organization', 'organisation', 'hiringorganization'],
  text: [
    'text',
    'description',
    'jobdescription',
    'fulldescription',
    'descriptionhtml',
    'descriptiontext',
    'body',
    'content',
  ],
  location: ['location', 'locations', 'joblocation', 'place', 'places', 'city'],
  url: ['url', 'joburl', 'link', 'joblink', 'applyurl', 'jobpostingurl'],
  date: [
    'date',
    'postedat',
    'dateposted',
    'posteddate',
    'publishedat',
    'publicationdate',
    'createdat',
    'firstpublished',
    'listedtime',
    'listingdate',
  ],
  remote: ['remote', 'isremote', 'remoteallowed', 'workplacetype', 'workplace', 'remotetext'],
  salary: ['salary', 'salaryrange', 'salarytext', 'pay', 'compensation'],
}

const fold = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Column of each field in a row: the one given by hand, or else the first that has a well-known name. */
export function findColumns(names: readonly string[], given: ColumnMap): ColumnMap {
  const byFolded = new Map(names.map((name) => [fold(name), name]))
  const found: ColumnMap = {}
  for (const field of fileFields) {
    const name =
      given[field] ?? wellKnownNames[field].map((known) => byFolded.get(known)).find((known) => known !== undefined)
    if (name !== undefined) found[field] = name
  }
  return found
}

/** Why a row lacks a field that it needs: its column is not there under any name looked for, or its cell is empty. */
export function tellMissing(field: FileField, names: readonly string[], given: ColumnMap): string {
  const column = findColumns(names, given)[field]
  if (column === undefined)
    return `no column holds the ${field}; looked for ${wellKnownNames[field].join(', ')}; --map ${field}=<column> names another`
  if (!names.includes(column)) return `the row has no column “${column}”, which --map names for the ${field}`
  return `the ${field} is missing or empty`
}

/**
 * The first column given by hand that no row has, as a problem that names those there are; null when each is in some row.
 * A field that a row may lack would else be left out of every posting in silence.
 */
export function tellUnknownColumn(rows: readonly Record<string, unknown>[], given: ColumnMap): string | null {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const field = fileFields.find((one) => given[one] !== undefined && !names.includes(given[one]))
  if (field === undefined || names.length === 0) return null
  const shown = names.slice(0, 40).join(', ')
  return `--map names the column “${given[field]}” for the ${field}, which none of the first ${rows.length} rows has; there are ${shown}`
}

/**
 * Reads `title=Job Title,text=Description`.
 * A part that names no field or no column is told as a problem.
 */
export function parseColumnMap(text: string): { ok: true; columns: ColumnMap } | { ok: false; problem: string } {
  const columns: ColumnMap = {}
  for (const part of text.split(',')) {
    const [left = '', ...rest] = part.split('=')
    const field = fileFields.find((name) => name === left.trim())
    const column = rest.join('=').trim()
    if (field === undefined)
      return { ok: false, problem: `${left.trim() || 'nothing'} is no field; fields are ${fileFields.join(', ')}` }
    if (column === '') return { ok: false, problem: `${field} is given no column; write ${field}=<column>` }
    columns[field] = column
  }
  return { ok: true, columns }
}
