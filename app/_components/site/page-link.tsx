'use client'

import Link, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'
import { usePendingMark } from '@/app/_components/site/pending'

/** While the next page is on its way the figures of this one stay and are greyed; there is never a blank. */
function PendingMark() {
  usePendingMark(useLinkStatus().pending)
  return null
}

/** A link inside the site. Nothing is fetched before a reader asks: every page is a set of database queries. */
export function PageLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} {...rest}>
      {children}
      <PendingMark />
    </Link>
  )
}
