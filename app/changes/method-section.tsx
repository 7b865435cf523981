import { formatDay } from '@/app/_data/times'
import { Definitions, Section } from '@/app/_components/prose'
import { methodChanges } from '@/app/methodology/method-changes'

/** Changes of the formulas, which no data version tells: they reach the addresses of old versions too. */
export function MethodSection() {
  return (
    <Section id="method" title="Changes of method">
      <p className="max-w-prose">
        A data version keeps facts, not formulas: figures of an older one keep their counts and shares, and their
        intervals and tests are made by{' '}
        <a className="link" href="/methodology#interval">
          today’s formulas
        </a>
        . What changed in these, and how far figures moved by it over the recorded threads of Hacker News:
      </p>
      <Definitions
        entries={methodChanges.map(({ since, what, moves }) => ({
          term: formatDay(new Date(since)),
          meaning: (
            <>
              {what} <span className="text-quiet">{moves}</span>
            </>
          ),
        }))}
      />
    </Section>
  )
}
