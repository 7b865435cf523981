import { PageLink } from '@/app/_components/site/page-link'

interface WayLinkProps {
  href: string
  name: string
  /** Whether the page is counted so already. */
  isAsked: boolean
  /** Whether following it goes to the top of the page, as links do. */
  scroll?: boolean
}

/** A way of counting, which leads to the page counted so. */
export function WayLink({ href, name, isAsked, scroll = true }: WayLinkProps) {
  return (
    <>
      <PageLink href={href} scroll={scroll} className="link" aria-current={isAsked ? 'true' : undefined}>
        {name}
      </PageLink>
      {isAsked && <span className="font-normal text-quiet"> on this page</span>}
    </>
  )
}
