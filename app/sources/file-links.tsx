/** The rows of a table as files. */
export function FileLinks({ dataset, query }: { dataset: string; query: Record<string, string> }) {
  const search = new URLSearchParams(query).toString()
  const suffix = search === '' ? '' : `?${search}`
  return (
    <p className="text-small text-quiet">
      <a className="link" href={`/api/${dataset}.csv${suffix}`} download>
        CSV
      </a>{' '}
      ·{' '}
      <a className="link" href={`/api/${dataset}${suffix}`}>
        JSON
      </a>
    </p>
  )
}
