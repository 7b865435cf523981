import { Definitions, Prose, Section } from '@/app/_components/prose'
import { sections } from '@/app/methodology/contents'
import type { SourceView } from '@/lib/domain/operator-views'
import type { DataVersion } from '@/lib/query/engine'
import { countOf, monthRangeWords } from '@/lib/query/ingest-words'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'

function holdingWords(source: SourceView): string {
  const months = monthRangeWords(source.from, source.to)
  return months === null ? 'no postings yet' : `${countOf(source.postings, 'posting')}, ${months}`
}

const versionWords = (version: DataVersion): string =>
  version.at === null ? 'none yet' : `${version.id}, of ${version.at.toISOString().slice(0, 10)}`

export function SourcesSection({ sources, version }: { sources: readonly SourceView[]; version: DataVersion }) {
  return (
    <Section id="sources" title={sections.sources}>
      <Prose>
        <p>
          Every change of the counted data makes a new data version. Its number stands at the foot of every page, in
          every answer of an endpoint and in the name of every file of figures, so that two figures can be told to come
          from the same data.
        </p>
      </Prose>
      <Definitions
        entries={[
          { term: 'Data version', meaning: versionWords(version) },
          { term: 'Taxonomy', meaning: version.taxonomyVersion ?? taxonomyVersion },
          { term: 'Tagging rules', meaning: version.rulesVersion ?? rulesVersion },
          ...sources.map((source) => ({
            term: source.name,
            meaning: `${holdingWords(source)}. ${source.attribution}`,
          })),
        ]}
      />
      <Prose>
        <p>
          Freshness, runs and refused records of each source stand on the{' '}
          <a className="link" href="/sources">
            sources page
          </a>
          . City names are resolved with GeoNames (CC BY 4.0).
        </p>
      </Prose>
    </Section>
  )
}

const keptWords = (days: number): string =>
  days === 0
    ? 'Every version is kept.'
    : `Every version is kept for ${countOf(days, 'day')}, and the last of each month for good.`

interface CitingSectionProps {
  /** Days for which every version is kept; 0 for all. */
  keptDays: number
  version: DataVersion
  origin: string
  /** Stands in the citation while there are no data to date it. */
  now: Date
}

export function CitingSection({ keptDays, version, origin, now }: CitingSectionProps) {
  const year = (version.at ?? now).getUTCFullYear()
  const citation = `Skilltide (${year}). Demand for skills in backend vacancies. Data version ${version.id}, taxonomy ${version.taxonomyVersion ?? taxonomyVersion}. ${origin}/${version.id === 0 ? '' : `?asOf=${version.id}`}`
  return (
    <Section id="citing" title={sections.citing}>
      <Prose>
        <p>
          Give the share with its denominator, the period, the population, the interval and the data version: “Cite this
          figure” under a headline gives all of them as one sentence, with an address that keeps giving the figure for
          as long as the version is kept. {keptWords(keptDays)} An old address keeps its counts and shares; its
          intervals and tests are made by today’s formulas, and{' '}
          <a className="link" href="/changes#method">
            changes of method
          </a>{' '}
          tells since when. The whole is cited so:
        </p>
      </Prose>
      <blockquote className="max-w-prose border-l-2 border-rule pl-4">{citation}</blockquote>
    </Section>
  )
}
