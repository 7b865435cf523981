import type { ReactNode } from 'react'
import type { Choice, FilterChoices } from '@/app/_components/filters/choices'
import * as words from '@/app/_components/filters/filter-words'
import { blurMeasures, comparisons } from '@/lib/domain/claim'
import { comparisonWords } from '@/lib/query/claims/claim-sentences'
import type { FilterIssue } from '@/lib/query/parse-filters'

const measureChoices: Choice[] = [
  { value: '', name: 'name the skills below' },
  { value: blurMeasures[1], name: 'name three or more ops families' },
  { value: blurMeasures[0], name: 'name ops families, their mean number' },
]
const comparisonChoices: Choice[] = comparisons.map((value) => ({ value, name: comparisonWords[value] }))
const methodChoices: Choice[] = [
  { value: 'trend', name: 'by its trend' },
  { value: 'periods', name: 'against an earlier period' },
]
const anyOf = (name: string, choices: readonly Choice[]): Choice[] => [{ value: '', name }, ...choices]

/** What the form shows: the address, and what of it cannot be used. */
export interface ClaimFormState {
  params: URLSearchParams
  issues: readonly FilterIssue[]
}

/** The form's field for a parameter: one takes skills, families and sets. */
const fieldOf = (parameter: string): string => (parameter === 'skill' || parameter === 'family' ? 'set' : parameter)
export const fieldId = (parameter: string): string => `claim-${fieldOf(parameter)}`

const issueOf = (name: string, issues: ClaimFormState['issues']): string | null =>
  issues.find(({ parameter }) => fieldOf(parameter) === name)?.message ?? null

/** Of the control of a field: its name, and whether what it holds cannot be used. */
function controlProps(name: string, issues: ClaimFormState['issues']) {
  const id = fieldId(name)
  const bad = { 'aria-invalid': true, 'aria-describedby': `${id}-issue` } as const
  return { id, name, className: 'field', ...(issueOf(name, issues) === null ? {} : bad) }
}

interface FieldProps extends Pick<ClaimFormState, 'issues'> {
  name: string
  label: string
  children: ReactNode
}

function Field({ name, label, issues, children }: FieldProps) {
  const issue = issueOf(name, issues)
  return (
    <div className="text-small">
      <label className="mb-1 block text-quiet" htmlFor={fieldId(name)}>
        {label}
      </label>
      {children}
      {issue !== null && (
        <p id={`${fieldId(name)}-issue`} className="mt-1 font-semibold">
          {issue}.
        </p>
      )}
    </div>
  )
}

interface SelectProps extends ClaimFormState {
  name: string
  label: string
  choices: readonly Choice[]
}

/** A list where the address holds several values, and values that it does not offer: none is lost when the form is sent. */
function Select({ name, label, choices: offered, params, issues }: SelectProps) {
  const given = params.getAll(name)
  const others = given.filter((value) => !offered.some((choice) => choice.value === value))
  const choices = [...offered, ...others.map((value): Choice => ({ value, name: value }))]
  const value =
    given.length > 1
      ? { multiple: true, size: 4, defaultValue: given }
      : { defaultValue: given[0] ?? choices[0]?.value }
  return (
    <Field name={name} label={label} issues={issues}>
      <select {...controlProps(name, issues)} {...value}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** The series of an address as the form takes it: a skill and a family are sets of one. */
const seriesOfForm = (params: URLSearchParams): string => {
  const family = params.get('family')
  return params.get('set') ?? params.get('skill') ?? (family === null ? '' : `family:${family}`)
}

function Skills({ choices, params, issues }: ClaimFormState & { choices: FilterChoices }) {
  return (
    <Field name="set" label="Skill, family or set" issues={issues}>
      <input
        {...controlProps('set', issues)}
        list="claim-series"
        placeholder="kubernetes, family:cloud, docker | kubernetes"
        defaultValue={seriesOfForm(params)}
        autoComplete="off"
        maxLength={400}
      />
      <datalist id="claim-series">
        {choices.series.map(({ key, name }) => (
          <option key={key} value={key.replace(/^(skill|set):/u, '')}>
            {name}
          </option>
        ))}
      </datalist>
    </Field>
  )
}

const MonthField = ({ name, label, params, issues }: ClaimFormState & { name: string; label: string }) => (
  <Field name={name} label={label} issues={issues}>
    <input type="month" {...controlProps(name, issues)} placeholder="YYYY-MM" defaultValue={params.get(name) ?? ''} />
  </Field>
)

/** Fields that most claims leave alone. */
const narrowing = ['region', 'remote', 'seniority', 'source', 'from', 'to', 'by', 'beforeFrom', 'beforeTo']

/** Parameters that the form has no field for stay with the claim. */
const kept: ReadonlySet<string> = new Set(['asOf', 'unit', 'arrival', 'without', 'length'])

/** A claim of one’s own, as a form that leads to its address; works without scripts. */
export function ClaimForm({ choices, params, issues }: ClaimFormState & { choices: FilterChoices }) {
  const state = { params, issues }
  const select = (name: string, label: string, options: readonly Choice[]) => (
    <Select name={name} label={label} choices={options} {...state} />
  )
  return (
    <form action="/claims" method="get" aria-label="Your own claim" className="max-w-3xl space-y-4">
      <div className="grid gap-4 sm:grid-cols-3">
        {select('role', 'Of', words.roles)}
        {select('employer', 'Employers', words.employers)}
        {select('blur', 'Those that', measureChoices)}
      </div>
      <div className="grid gap-4 sm:grid-cols-[2fr_1fr_1fr_1fr]">
        <Skills choices={choices} {...state} />
        {select('level', 'Asked for', words.levels)}
        {select('is', 'The share', comparisonChoices)}
        <Field name="threshold" label="Percent" issues={issues}>
          <input
            {...controlProps('threshold', issues)}
            inputMode="decimal"
            defaultValue={params.get('threshold') ?? '50'}
          />
        </Field>
      </div>
      <details open={narrowing.some((name) => params.has(name))}>
        <summary className="text-small">
          <span className="word">Where, who and when</span>
        </summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-4">
          {select('region', 'Region', anyOf('anywhere', choices.regions))}
          {select('remote', 'Remote', anyOf('remote or not', words.remotes))}
          {select('seniority', 'Seniority', anyOf('any seniority', words.seniorityChoices))}
          {select('source', 'Source', anyOf('all sources', choices.sources))}
          <MonthField name="from" label="First month" {...state} />
          <MonthField name="to" label="Last month" {...state} />
          {select('by', 'A change is told', methodChoices)}
        </div>
        <div className="mt-4 grid gap-4 sm:grid-cols-4">
          <MonthField name="beforeFrom" label="Earlier period, first month" {...state} />
          <MonthField name="beforeTo" label="Earlier period, last month" {...state} />
        </div>
      </details>
      {[...params]
        .filter(([name]) => kept.has(name))
        .map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
      <button type="submit" className="button">
        Check it
      </button>
    </form>
  )
}
