import { PageLink } from '@/app/_components/site/page-link'
import { SiteNav } from '@/app/_components/site/site-nav'
import { ThemeToggle } from '@/app/_components/site/theme-toggle'

export function SiteHeader() {
  return (
    <header className="border-b border-rule">
      <div className="column flex flex-wrap items-center justify-between gap-x-8 py-2">
        <PageLink href="/" className="font-serif text-lead font-semibold tracking-tight">
          Skilltide
        </PageLink>
        <div className="flex max-w-full min-w-0 items-start gap-5 sm:items-center sm:gap-8">
          <SiteNav />
          <ThemeToggle />
        </div>
      </div>
    </header>
  )
}
