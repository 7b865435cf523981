import { LevelBadge } from '@/app/_components/level-badge'
import { PageLink } from '@/app/_components/site/page-link'
import type { ExamplePosting } from '@/app/_data/example-postings'
import { formatMonth } from '@/lib/domain/month'

const placeWords = (posting: ExamplePosting): string =>
  [...posting.places, ...(posting.remote === 'remote' ? ['remote'] : [])].join(', ')

function Example({ posting }: { posting: ExamplePosting }) {
  const facts = [formatMonth(posting.month), placeWords(posting), posting.sourceName].filter((fact) => fact !== '')
  return (
    <li className="border-t border-rule py-4">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{posting.company ?? 'Employer not named'}</span>
        {posting.level !== null && <LevelBadge level={posting.level} />}
      </p>
      {posting.title !== null && <p className="max-w-[72ch] wrap-anywhere">{posting.title}</p>}
      <p className="text-small text-quiet">
        {facts.join(' · ')}
        {posting.url !== null && (
          <>
            {' · '}
            <a className="link" href={posting.url} rel="noopener" target="_blank">
              original<span className="sr-only"> of {posting.company ?? 'this posting'}, opens in a new tab</span>
            </a>
          </>
        )}
        {posting.vacancyPostings > 1 && (
          <>
            {' · '}
            <PageLink className="link" href={`/vacancies/${posting.id}`}>
              one of {posting.vacancyPostings} postings
              <span className="sr-only"> of this vacancy of {posting.company ?? 'an employer not named'}</span>
            </PageLink>
          </>
        )}
      </p>
      {posting.signals.length > 0 && (
        <p className="max-w-[72ch] text-small text-quiet wrap-anywhere">
          Signals of a startup: {posting.signals.join(', ')}
        </p>
      )}
      {posting.excerpts.map((excerpt, order) => (
        <blockquote key={order} className="mt-2 max-w-[72ch] border-l-2 border-rule pl-3 font-serif wrap-anywhere">
          … {excerpt.map((part, index) => (part.isEvidence ? <mark key={index}>{part.text}</mark> : part.text))} …
        </blockquote>
      ))}
      {posting.excerpts.length === 0 && <p className="mt-2 text-small text-quiet">Named in the title only.</p>}
    </li>
  )
}

/** Postings behind the figures, the words that made them count marked. */
export function ExampleList({ postings }: { postings: readonly ExamplePosting[] }) {
  return (
    <ul className="border-b border-rule">
      {postings.map((posting) => (
        <Example key={posting.id} posting={posting} />
      ))}
    </ul>
  )
}
