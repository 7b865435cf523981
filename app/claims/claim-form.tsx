import type { ReactNode } from 'react'
import type { Choice, FilterChoices } from '@/app/_components/filters/choices'
import * as words from '@/app/_components/filters/filter-words'
import { blurMeasures, comparisons } from '@/lib/domain/claim'
import { comparisonWords } from '@/lib/query/claims/claim-sentences'

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

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="block text-small">
      <span className="mb-1 block text-quiet">{label}</span>
      {children}
    </label>
  )
}

interface SelectProps {
  name: string
  label: string
  choices: readonly Choice[]
  params: URLSearchParams
}

const Select = ({ name, label, choices, params }: SelectProps) => (
  <Field label={label}>
    <select name={name} className="field" defaultValue={params.get(name) ?? choices[0]?.value}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.name}
        </option>
      ))}
    </select>
  </Field>
)

/** The series of an address as the form takes it: a skill and a family are sets of one. */
const seriesOfForm = (params: URLSearchParams): string => {
  const family = params.get('family')
  return params.get('set') ?? params.get('skill') ?? (family === null ? '' : `family:${family}`)
}

function Skills({ choices, params }: { choices: FilterChoices; params: URLSearchParams }) {
  return (
    <Field label="Skill, family or set">
      <input
        name="set"
        className="field"
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

const MonthField = ({ name, label, params }: { name: string; label: string; params: URLSearchParams }) => (
  <Field label={label}>
    <input type="month" name={name} className="field" placeholder="YYYY-MM" defaultValue={params.get(name) ?? ''} />
  </Field>
)

/** Parameters that the form has no field for stay with the claim. */
const kept: ReadonlySet<string> = new Set(['asOf', 'unit', 'arrival', 'without', 'length'])

/** A claim of one’s own, as a form that leads to its address; works without scripts. */
export function ClaimForm({ choices, params }: { choices: FilterChoices; params: URLSearchParams }) {
  const select = (name: string, label: string, options: readonly Choice[]) => (
    <Select name={name} label={label} choices={options} params={params} />
  )
  return (
    <form action="/claims" method="get" aria-label="Your own claim" className="max-w-3xl space-y-4">
      <div className="grid gap-4 sm:grid-cols-3">
        {select('role', 'Of', words.roles)}
        {select('employer', 'Employers', words.employers)}
        {select('blur', 'Those that', measureChoices)}
      </div>
      <div className="grid gap-4 sm:grid-cols-[2fr_1fr_1fr_1fr]">
        <Skills choices={choices} params={params} />
        {select('level', 'Asked for', words.levels)}
        {select('is', 'The share', comparisonChoices)}
        <Field label="Percent">
          <input
            name="threshold"
            inputMode="decimal"
            className="field"
            defaultValue={params.get('threshold') ?? '50'}
          />
        </Field>
      </div>
      <details open={['region', 'remote', 'seniority', 'source', 'from', 'to', 'by'].some((name) => params.has(name))}>
        <summary className="text-small">
          <span className="word">Where, who and when</span>
        </summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-4">
          {select('region', 'Region', anyOf('anywhere', choices.regions))}
          {select('remote', 'Remote', anyOf('remote or not', words.remotes))}
          {select('seniority', 'Seniority', anyOf('any seniority', words.seniorityChoices))}
          {select('source', 'Source', anyOf('all sources', choices.sources))}
          <MonthField name="from" label="First month" params={params} />
          <MonthField name="to" label="Last month" params={params} />
          {select('by', 'A change is told', methodChoices)}
        </div>
        <div className="mt-4 grid gap-4 sm:grid-cols-4">
          <MonthField name="beforeFrom" label="Earlier period, first month" params={params} />
          <MonthField name="beforeTo" label="Earlier period, last month" params={params} />
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
