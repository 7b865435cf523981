'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect } from 'react'

/** What a reader sees when a page could not be made: what happened, what it means, what to do. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter()
  useEffect(() => console.error(error), [error])
  // The figures come from the server: without asking it again, the same error would be drawn again.
  const tryAgain = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <main className="column flex-1 py-8 sm:py-12">
      <h1 className="max-w-3xl text-headline">This page could not be made</h1>
      <div className="mt-3 max-w-prose space-y-4 text-quiet" role="alert">
        <p>
          The server met an error while it counted. No figure is shown rather than a wrong one; the data themselves are
          not affected.
        </p>
        <p>
          Try again in a moment. If it stays, <code>npm run -s skilltide -- doctor</code> says what is missing, and{' '}
          <a className="link" href="/api/health">
            the health check
          </a>{' '}
          says whether the database answers.
        </p>
        {error.digest !== undefined && <p className="text-small">In the server’s log this error is {error.digest}.</p>}
      </div>
      <button type="button" className="button mt-6" onClick={tryAgain}>
        Try again
      </button>
    </main>
  )
}
