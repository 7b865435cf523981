import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { LiveData } from '@/app/_components/live-data'
import { SiteFooter } from '@/app/_components/site/site-footer'
import { SiteHeader } from '@/app/_components/site/site-header'
import { ThemeProvider } from '@/app/_components/site/theme-provider'
import { plainCard, siteTitle } from '@/app/_data/page-card'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/source-serif-4/wght.css'
import './globals.css'

export const metadata: Metadata = {
  title: { default: siteTitle, template: '%s · Skilltide' },
  description: 'The share of backend vacancies that name each skill, month by month, over real postings.',
  // Title and description of a page are taken over into its card.
  openGraph: plainCard,
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fffdf8' },
    { media: '(prefers-color-scheme: dark)', color: '#15171a' },
  ],
}

// Every page shows figures of the running database; none can be made at build time.
export const dynamic = 'force-dynamic'

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider>
          <a
            href="#content"
            className="absolute top-2 left-2 z-50 -translate-y-20 bg-ink px-3 py-2 text-small text-paper focus:translate-y-0"
          >
            Skip to the figures
          </a>
          <SiteHeader />
          <LiveData />
          <div id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
            {children}
          </div>
          <SiteFooter />
        </ThemeProvider>
      </body>
    </html>
  )
}
