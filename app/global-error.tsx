'use client'

import '@/app/globals.css'

/** The last resort, when even the frame of the pages failed; it stands alone, without header and database. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Skilltide does not answer</title>
        <main className="column flex-1 py-12">
          <h1 className="max-w-3xl text-headline">Skilltide does not answer just now</h1>
          <div className="mt-3 max-w-prose space-y-4 text-quiet" role="alert">
            <p>
              The server is up, but it could not make any page; most often its database is being started or has stopped.
              What was read so far is kept.
            </p>
            <p>
              Try again in a moment. If it stays, <code>npm run -s skilltide -- doctor</code> says what is missing.
            </p>
            {error.digest !== undefined && (
              <p className="text-small">In the server’s log this error is {error.digest}.</p>
            )}
          </div>
          <button type="button" className="button mt-6" onClick={() => location.reload()}>
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
