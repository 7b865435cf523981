/** Title of a table with the file of its numbers. */
export function TableHead({
  title,
  csvHref,
  csvNote,
}: {
  title: string
  csvHref: string
  csvNote?: string | undefined
}) {
  return (
    <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h2 className="text-lead">{title}</h2>
      <a className="link text-small" href={csvHref} download>
        CSV{csvNote !== undefined && ` ${csvNote}`}
        <span className="sr-only"> of: {title}</span>
      </a>
    </div>
  )
}
