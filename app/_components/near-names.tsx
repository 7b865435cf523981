'use client'

import { usePathname } from 'next/navigation'
import { PageLink } from '@/app/_components/site/page-link'
import { suggestWord } from '@/lib/query/suggest'

interface NearNamesProps {
  /** Folder of the addresses: `/skills`. */
  folder: string
  /** Ids and names that an address may have meant. */
  known: { id: string; name: string }[]
}

/** Up to three pages that a mistyped address may have meant; a not-found page is not told its address on the server. */
export function NearNames({ folder, known }: NearNamesProps) {
  const typed = decodeURIComponent(usePathname().split('/').at(-1) ?? '').toLowerCase()
  const near = suggestWord(
    typed,
    known.map((entry) => entry.id),
  )
  const alike = known.filter(
    (entry) =>
      entry.id === near || (typed.length > 2 && (entry.id.includes(typed) || entry.name.toLowerCase().includes(typed))),
  )
  if (alike.length === 0) return null
  return (
    <p className="mt-3">
      Did you mean{' '}
      {alike.slice(0, 3).map((entry, index) => (
        <span key={entry.id}>
          {index > 0 && ', '}
          <PageLink className="link" href={`${folder}/${entry.id}`}>
            {entry.name}
          </PageLink>
        </span>
      ))}
      ?
    </p>
  )
}
