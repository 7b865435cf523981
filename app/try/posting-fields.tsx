import { type Fault, faultSentence, type TypedPosting } from '@/app/try/try-state'
import { maximumTextLength } from '@/lib/domain/posting'
import { formatCount } from '@/lib/query/numbers'

interface PostingFieldsProps {
  /** What stands in the fields at first; afterwards they keep what is typed. */
  posting: TypedPosting
  faults: readonly Fault[]
  faultId: string
}

function ShortField({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="block min-w-0 text-small">
      {label} <span className="text-quiet">(optional)</span>
      <input name={name} defaultValue={value} autoComplete="off" className="field mt-1" />
    </label>
  )
}

/** The three fields of a posting, with what is wrong with them. */
export function PostingFields({ posting, faults, faultId }: PostingFieldsProps) {
  return (
    <>
      <label className="block text-small">
        Text of the posting
        <textarea
          name="text"
          defaultValue={posting.text}
          rows={14}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={faults.length > 0}
          aria-describedby={`${faultId} ${faultId}-note`}
          placeholder="Paste a job posting here"
          className="field mt-1 max-h-[60vh] min-h-48 lg:h-[26rem]"
        />
      </label>
      <div id={faultId} role="alert" className="empty:hidden">
        {faults.map((fault) => (
          <p key={fault.field} className="border-l-2 border-ink pl-3 text-small font-semibold">
            {faultSentence(fault)}
          </p>
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <ShortField name="title" label="Title" value={posting.title} />
        <ShortField name="company" label="Employer" value={posting.company} />
      </div>
      <p id={`${faultId}-note`} className="text-small text-quiet">
        Up to {formatCount(maximumTextLength)} characters. Nothing that you paste is stored or logged: the server reads
        it, answers and forgets it.
      </p>
    </>
  )
}
