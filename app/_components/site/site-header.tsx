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
        {/* On a phone the pages have a line of their own, under the name and the theme. */}
        <div className="max-sm:order-last max-sm:w-full sm:ml-auto">
          <SiteNav />
        </div>
        <ThemeToggle />
      </div>
    </header>
  )
}
