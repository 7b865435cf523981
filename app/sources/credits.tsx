import { Definitions, Section } from '@/app/_components/prose'
import { commandLine } from '@/app/sources/addresses'
import type { SourceState } from '@/lib/domain/operator-views'

/** Host of a public page; nothing for a source that has none. */
export function HomeLink({ homepage }: { homepage: string }) {
  if (!URL.canParse(homepage)) return null
  return (
    <a className="link" href={homepage} rel="external">
      {new URL(homepage).hostname}
    </a>
  )
}

/** Whom the postings come from, and on what terms. */
export function Credits({ sources }: { sources: readonly SourceState[] }) {
  return (
    <Section id="credits" title="Credits and terms">
      <Definitions
        entries={sources.map(({ name, attribution, terms, homepage }) => ({
          term: name,
          meaning: (
            <>
              {attribution} <HomeLink homepage={homepage} />
              {terms !== '' && <span className="block text-small text-quiet">{terms}</span>}
            </>
          ),
        }))}
      />
    </Section>
  )
}

/** Sources that could be read and are not, with how to begin. */
export function Unread({ sources }: { sources: readonly SourceState[] }) {
  if (sources.length === 0) return null
  return (
    <Section id="not-read" title="Not read here">
      <p className="max-w-prose">
        {sources.map(({ name }) => name).join(', ')}. Each is read once it, or a board of it, was added, for example
        with <code className="text-small">{commandLine('boards', 'import', '--curated')}</code> or{' '}
        <code className="text-small">{commandLine('boards', 'add', sources[0]?.id ?? '')}</code>.
      </p>
    </Section>
  )
}
