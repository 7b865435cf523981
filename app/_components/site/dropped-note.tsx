/** What of an address could not be used, a sentence each. */
export function DroppedNote({ dropped }: { dropped: readonly string[] }) {
  if (dropped.length === 0) return null
  return (
    <ul className="mt-3 max-w-[72ch] border-l-2 border-rule-strong pl-3 text-small" role="status">
      {dropped.map((sentence) => (
        <li key={sentence}>Left out of the query: {sentence}.</li>
      ))}
    </ul>
  )
}
