import { Prose, Section } from '@/app/_components/prose'
import { FigureTable } from '@/app/_components/tables/figure-table'
import { sections } from '@/app/methodology/contents'
import { type Parameter, parameterDescriptions, repeatableParameters } from '@/lib/query/filters'

/** Which side of the share each parameter narrows. A parameter without an entry does not compile. */
const parameterEffects: Record<Parameter, 'numerator' | 'both sides' | 'weights' | 'periods' | 'nothing'> = {
  skill: 'numerator',
  family: 'numerator',
  set: 'numerator',
  level: 'numerator',
  view: 'weights',
  region: 'both sides',
  remote: 'both sides',
  seniority: 'both sides',
  source: 'both sides',
  without: 'both sides',
  employer: 'both sides',
  length: 'both sides',
  arrival: 'both sides',
  unit: 'both sides',
  role: 'both sides',
  from: 'both sides',
  to: 'both sides',
  bucket: 'periods',
  asOf: 'nothing',
}

const isRepeatable = (parameter: string) => repeatableParameters.some((known) => known === parameter)

const ParameterTable = () => (
  <FigureTable
    rows={Object.entries(parameterEffects)}
    caption="Parameters of a query and what each narrows"
    keyOf={([parameter]) => parameter}
    columns={[
      { id: 'parameter', heading: 'Parameter', cell: ([parameter]) => <code>{parameter}</code> },
      { id: 'narrows', heading: 'Narrows', cell: ([, effect]) => effect },
      { id: 'repeatable', heading: 'Repeatable', cell: ([parameter]) => (isRepeatable(parameter) ? 'yes' : 'no') },
      {
        id: 'meaning',
        heading: 'Meaning',
        cellClassName: 'min-w-64 whitespace-normal!',
        cell: ([parameter]) => describe(parameter),
      },
    ]}
  />
)

const describe = (parameter: string): string => new Map(Object.entries(parameterDescriptions)).get(parameter) ?? ''

export function ShareSection() {
  return (
    <Section id="share" title={sections.share}>
      <Prose>
        <p>
          The <b>population</b> is all vacancies that pass the filters for role, place, remote work, seniority, source
          and months, those that name no skill at all included. The <b>share</b> of a skill is the number of vacancies
          of the population that name it, divided by all vacancies of the population.
        </p>
        <p>
          Population filters narrow both sides of the division; the choice of skill, family and level narrows only the
          upper one. The same parameters, with the same meaning, stand in the address of every page, endpoint and file
          and in the command line. Changes of a share are given in points: from 27{'\u202f'}% to 31{'\u2009'}% is 4
          points.
        </p>
      </Prose>
      <ParameterTable />
    </Section>
  )
}
