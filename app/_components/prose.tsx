import type { ReactNode } from 'react'

interface TextPageProps {
  title: string
  lead: ReactNode
  /** A list of the sections; stays in view beside the text where there is room, stands above it elsewhere. */
  contents?: ReactNode
  children: ReactNode
}

/** Text pages: a title, a lead line and sections at reading width. */
export function TextPage({ title, lead, contents, children }: TextPageProps) {
  return (
    <main className="column flex-1 py-8 sm:py-12">
      <h1 className="max-w-3xl text-headline">{title}</h1>
      <div className="mt-3 max-w-prose text-quiet">{lead}</div>
      {contents === undefined ? (
        children
      ) : (
        <div className="gap-x-16 lg:grid lg:grid-cols-[minmax(0,1fr)_15rem]">
          <div className="lg:order-last">{contents}</div>
          <div className="min-w-0">{children}</div>
        </div>
      )}
    </main>
  )
}

/** A section with an address of its own: the heading links to itself, so that a reader can cite it. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-12 scroll-mt-24">
      <h2 id={id} className="text-lead">
        <a href={`#${id}`} className="hover:underline">
          {title}
        </a>
      </h2>
      <div className="mt-3 space-y-4">{children}</div>
    </section>
  )
}

/** Paragraphs at reading width. */
export const Prose = ({ children }: { children: ReactNode }) => <div className="max-w-prose space-y-4">{children}</div>

/** A line to copy; it wraps, so that all of it is seen. */
export const CodeLine = ({ children }: { children: string }) => (
  <pre className="max-w-3xl border-l-2 border-rule bg-raised px-3 py-2 text-small whitespace-pre-wrap wrap-anywhere">
    <code>{children}</code>
  </pre>
)

/** Words with their definitions. */
export function Definitions({ entries }: { entries: readonly { term: string; meaning: ReactNode }[] }) {
  return (
    <dl className="max-w-prose">
      {entries.map(({ term, meaning }) => (
        <div key={term} className="grid gap-x-6 border-t border-rule py-2 sm:grid-cols-[9rem_1fr]">
          <dt className="font-semibold">{term}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A formula on lines of its own; it wraps, so that a phone shows all of it. */
export const Formula = ({ children }: { children: string }) => (
  <p className="border-l-2 border-rule py-1 pl-8 -indent-4 font-serif text-[1.125rem]">{children}</p>
)
