import type { Metadata } from 'next'
import { TextPage } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'

export const metadata: Metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <TextPage
      title="There is no page at this address"
      lead={<p>The address may be misspelt, or it names a skill that the taxonomy does not hold.</p>}
    >
      <ul className="mt-6 max-w-prose space-y-2">
        <li>
          <PageLink className="link" href="/">
            Overview
          </PageLink>
          : all skills with their shares
        </li>
        <li>
          <PageLink className="link" href="/methodology#taxonomy">
            Methodology
          </PageLink>
          : the list of skills that are counted
        </li>
      </ul>
    </TextPage>
  )
}
