import { formatLongDay } from '@/app/_data/times'
import { getPrisma } from '@/lib/db/prisma'
import { getDemandEngine } from '@/lib/db/engine'
import { recallHoldings } from '@/lib/db/holdings'

/** What every figure of the site rests on: its version, who is to be credited, and where the raw numbers are. */
export async function SiteFooter() {
  const [version, all, holdings] = await Promise.all([
    getDemandEngine().dataVersion(),
    getPrisma().source.findMany({ orderBy: { name: 'asc' } }),
    recallHoldings(getPrisma()),
  ])
  // Whoever gave a posting that some figure counts is credited on every page; who gave none is not.
  const sources = all.filter(({ id }) => (holdings.get(id)?.postings ?? 0) > 0)
  return (
    <footer className="mt-16 border-t border-rule py-8 text-small text-quiet">
      <div className="column grid gap-6 md:grid-cols-[2fr_1fr]">
        <div className="max-w-[72ch] space-y-1">
          <p>
            {version.id === 0 || version.at === null
              ? 'No data yet.'
              : `Newest data version: ${version.id}, ${formatLongDay(version.at)}; taxonomy ${version.taxonomyVersion ?? 'unknown'}, rules ${version.rulesVersion ?? 'unknown'}.`}
          </p>
          {sources.map((source) => (
            <p key={source.id}>
              {URL.canParse(source.homepage) ? (
                <a className="link" href={source.homepage}>
                  {source.name}
                </a>
              ) : (
                source.name
              )}
              : {source.attribution}
            </p>
          ))}
        </div>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 md:justify-end">
          <li>
            <a className="link" href="/api/demand">
              JSON
            </a>
          </li>
          <li>
            <a className="link" href="/api/demand.csv" download>
              CSV
            </a>
          </li>
          <li>
            <a className="link" href="/methodology">
              How it is counted
            </a>
          </li>
          <li>
            <a className="link" href="/changes">
              Changes
            </a>
          </li>
        </ul>
      </div>
    </footer>
  )
}
