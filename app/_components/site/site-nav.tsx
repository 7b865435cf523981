'use client'

import { usePathname } from 'next/navigation'
import { PageLink } from '@/app/_components/site/page-link'

const pages = [
  { href: '/', name: 'Overview' },
  { href: '/movers', name: 'Movers' },
  { href: '/claims', name: 'Claims' },
  { href: '/sources', name: 'Sources' },
  { href: '/methodology', name: 'Methodology' },
  // Short on a phone, where all full names do not fit in a line.
  { href: '/try', name: 'Try', rest: ' a posting' },
]

/** The rooms of the publication; the one you are in is underlined. */
export function SiteNav() {
  const pathname = usePathname()
  return (
    <nav aria-label="Pages" className="min-w-0">
      <ul className="flex flex-wrap gap-x-2.5 max-sm:justify-between sm:gap-x-6">
        {pages.map((page) => (
          <li key={page.href}>
            <PageLink
              href={page.href}
              aria-current={pathname === page.href ? 'page' : undefined}
              className="block border-b-2 border-transparent py-2 text-small text-quiet hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
            >
              {page.name}
              {page.rest !== undefined && <span className="max-sm:sr-only">{page.rest}</span>}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
