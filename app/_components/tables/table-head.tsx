/** Title of a table with the file of its numbers. */
export function TableHead({
  title,
  csvHref,
  csvNote,
  requiredHref,
}: {
  title: string
  csvHref: string
  csvNote?: string | undefined
  /** The same table of what is required, where a column is of that; null where none is. */
  requiredHref?: string | null
}) {
  return (
    <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h2 className="text-lead">{title}</h2>
      <p className="flex gap-4 text-small">
        <a className="link" href={csvHref} download>
          CSV{csvNote !== undefined && ` ${csvNote}`}
          <span className="sr-only"> of: {title}</span>
        </a>
        {requiredHref !== undefined && requiredHref !== null && (
          <a className="link" href={requiredHref} download>
            Required (CSV)
            <span className="sr-only"> of: {title}</span>
          </a>
        )}
      </p>
    </div>
  )
}
