/** The figures of the page as files. @param query with its `?`, or empty */
export function FileLinks({ query }: { query: string }) {
  return (
    <p className="mt-3 flex gap-4 text-small">
      <a className="link" href={`/api/claims.csv${query}`} download>
        CSV<span className="sr-only"> of every view</span>
      </a>
      <a className="link" href={`/api/claims${query}`}>
        JSON
      </a>
    </p>
  )
}
