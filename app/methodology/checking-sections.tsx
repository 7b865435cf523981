import { CodeLine, Prose, Section } from '@/app/_components/prose'
import { FigureTable } from '@/app/_components/tables/figure-table'
import { sections } from '@/app/methodology/contents'
import { datasets, listDictionary } from '@/lib/query/datasets'
import { operatorTables } from '@/lib/query/operator-columns'
import { leastShareOfBreak, monthsToEnd } from '@/lib/query/breaks'
import { decimalFrom, formatCount, formatShare } from '@/lib/query/numbers'
import type { ColumnInfo } from '@/lib/query/columns'

export function RoundingSection() {
  return (
    <Section id="rounding" title={sections.rounding}>
      <Prose>
        <p>
          Nothing is rounded before it is shown or written; halves go away from zero. Pages give a share as a whole
          percent, and with one decimal where it rests on {formatCount(decimalFrom)} vacancies or more; in a table whose
          columns line up every share has its decimal. A share above 0 that would round to 0 is called{' '}
          {formatShare(0.001, 1)}. Differences of shares are in points, rounded alike and never the difference of
          rounded shares. Files and endpoints hold shares, differences and p-values with six decimals, sizes, lifts and
          the blur index with four, and counts whole; the dictionary says it of each column.
        </p>
        <p>
          A period is <b>partial</b> while one of its months still runs (UTC) or lies outside the range of the figures.
          Its point is dashed, and in files isPartial is true. Movers, trends, the views of a change and claims take
          whole months only; the last 12 months of a headline end with the newest month, whole or not.
        </p>
        <p>
          A <b>break</b> is where the sources of the population change: one that holds at least{' '}
          {formatShare(leastShareOfBreak, 1)} of the vacancies from its first month to its last begins after the first
          month of the range, or has none in the last {monthsToEnd} months of it. A thin rule with its name stands
          there, since a step in a line may be a change of who is counted.
        </p>
      </Prose>
    </Section>
  )
}

export function CheckingSection({ origin }: { origin: string }) {
  return (
    <Section id="checking" title={sections.checking}>
      <Prose>
        <p>
          Every chart and table offers a CSV of exactly what it shows; the same query answers as JSON and on the command
          line, from the same code. The three below give the same figures, rounded by the same rules.
        </p>
      </Prose>
      <CodeLine>{`curl '${origin}/api/demand?skill=kubernetes&skill=docker&bucket=quarter'`}</CodeLine>
      <CodeLine>{`curl '${origin}/api/demand.csv?skill=kubernetes&skill=docker&bucket=quarter'`}</CodeLine>
      <CodeLine>npm run -s skilltide -- query --skill kubernetes --skill docker --bucket quarter --format csv</CodeLine>
      <Prose>
        <p>
          To check a share by hand, divide vacancies by ofVacancies of its row. To check a count, open a skill page: its
          example postings show the words that counted, with a link to each original. An endpoint that does not
          understand a parameter answers with status 400 and names it; it never leaves a filter out in silence.
        </p>
      </Prose>
    </Section>
  )
}

const ColumnTable = ({ title, columns }: { title: string; columns: readonly ColumnInfo[] }) => (
  <FigureTable
    rows={columns}
    caption={`Columns of ${title}`}
    keyOf={({ key }) => key}
    columns={[
      { id: 'column', heading: 'Column', cell: ({ key }) => <code>{key}</code> },
      { id: 'kind', heading: 'Kind', cell: ({ kind }) => kind },
      { id: 'unit', heading: 'Unit', cell: ({ unit }) => unit ?? '' },
      {
        id: 'description',
        heading: 'What it holds',
        cellClassName: 'min-w-64 whitespace-normal!',
        cell: ({ description }) => description,
      },
    ]}
  />
)

/** All tables that can be had as files: the figures, the operator's, and the dictionary of both. */
const tables = [
  ...Object.values(datasets),
  ...operatorTables,
  { id: 'dictionary', title: 'Data dictionary', columns: listDictionary().columns },
]

export function ColumnsSection() {
  return (
    <Section id="columns" title={sections.columns}>
      <Prose>
        <p>
          Each dataset is served as JSON at /api/ and its id, and as CSV with .csv behind it. Shares are numbers from 0
          to 1 with six decimals; months are the first month of a period. The whole dictionary is itself a dataset:{' '}
          <a className="link" href="/api/dictionary.csv" download>
            CSV
          </a>
          .
        </p>
      </Prose>
      <div className="border-b border-rule">
        {tables.map((table) => (
          <details key={table.id} className="border-t border-rule py-2">
            <summary className="flex items-baseline gap-3">
              <span className="link">{table.title}</span>
              <code className="text-small text-quiet">/api/{table.id}</code>
            </summary>
            <div className="py-2">
              <ColumnTable title={table.title} columns={table.columns} />
            </div>
          </details>
        ))}
      </div>
    </Section>
  )
}
