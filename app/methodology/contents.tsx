/** The sections of the page in their order; ids are addresses that others may cite, so they stay. */
export const sections = {
  counting: 'What is counted',
  share: 'The share and its denominator',
  families: 'Families are unions',
  levels: 'Required, preferred, mentioned',
  roles: 'Backend or not',
  places: 'Places, remote work, seniority',
  startups: 'Startups',
  alternatives: 'Alternatives',
  interval: 'The interval',
  composition: 'The market or the mix',
  together: 'Skills that stand together',
  trends: 'Movers and trends',
  claims: 'How a claim is judged',
  duplicates: 'Duplicates',
  taxonomy: 'The skills that are counted',
  rates: 'How often the reading is right',
  limits: 'What these numbers cannot tell',
  rounding: 'How numbers are rounded',
  checking: 'How to check a number',
  columns: 'Columns of the files',
  sources: 'Sources and versions',
  citing: 'How to cite',
} as const

export function Contents() {
  return (
    <nav
      aria-label="Contents"
      className="mt-6 border-y border-rule py-3 lg:sticky lg:top-8 lg:mt-12 lg:border-y-0 lg:border-l lg:py-0 lg:pl-5"
    >
      <ol className="gap-x-8 text-small sm:columns-2 lg:columns-1">
        {Object.entries(sections).map(([id, title]) => (
          <li key={id} className="py-0.5">
            <a className="text-quiet hover:text-ink hover:underline" href={`#${id}`}>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
