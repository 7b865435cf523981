import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { CodeLine, Definitions, TextPage } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { boardHref, commandLine, readSegment, sourceHref } from '@/app/sources/addresses'
import { recordWords } from '@/app/sources/rejects-table'
import { formatInstant } from '@/app/_data/times'
import { findPayload } from '@/lib/db/payload-store'
import { getPool } from '@/lib/db/pool'
import { getPrisma } from '@/lib/db/prisma'
import { readReject } from '@/lib/db/reject-views'
import { wholeSourceSlug } from '@/lib/domain/board'
import { excerptOf } from '@/lib/normalise/record-excerpt'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Refused record' }

interface RejectPageProps {
  params: Promise<{ source: string; reject: string }>
}

async function readAll(params: RejectPageProps['params']) {
  const { source: sourceId, reject: id } = await params
  const found = z.uuid().safeParse(id).success ? await readReject(getPrisma(), id) : null
  if (found === null || found.view.sourceId !== readSegment(sourceId)) return notFound()
  const [source, payload] = await Promise.all([
    getPrisma().source.findUnique({ where: { id: found.view.sourceId } }),
    findPayload(getPool(), found.payloadId),
  ])
  return { reject: found.view, sourceName: source?.name ?? found.view.sourceId, payload }
}

/** One refused record: the reason, and the part of what was received that it is, without contacts. */
export default async function RejectPage({ params }: RejectPageProps) {
  const { reject, sourceName, payload } = await readAll(params)
  const excerpt = payload === null ? null : excerptOf(new TextDecoder().decode(payload.body), reject)
  const scope = reject.scope ?? wholeSourceSlug
  return (
    <TextPage
      title="A refused record"
      lead={
        <p>
          Of{' '}
          <PageLink className="link" href={boardHref(reject.sourceId, scope)}>
            {scope === wholeSourceSlug ? sourceName : scope}
          </PageLink>
          {scope !== wholeSourceSlug && (
            <>
              , a board of{' '}
              <PageLink className="link" href={sourceHref(reject.sourceId)}>
                {sourceName}
              </PageLink>
            </>
          )}
        </p>
      }
    >
      <div className="mt-8">
        <Definitions
          entries={[
            { term: 'Reason', meaning: reject.reason },
            { term: 'Record', meaning: <span className="wrap-anywhere">{recordWords(reject)}</span> },
            {
              term: 'Received from',
              meaning: <span className="wrap-anywhere">{reject.payloadUrl ?? 'no longer stored'}</span>,
            },
            { term: 'Met', meaning: formatInstant(reject.at) },
          ]}
        />
      </div>
      <section aria-labelledby="excerpt" className="mt-12 space-y-3">
        <h2 id="excerpt" className="text-lead">
          {excerpt === null || excerpt.isRecord ? 'What was received' : 'What was received, from its beginning'}
        </h2>
        {excerpt === null ? (
          <p className="text-quiet">The payload is no longer stored.</p>
        ) : (
          <>
            <p className="max-w-prose text-small text-quiet">
              E-mail addresses, phone numbers and names of people are taken out, long values are cut. The whole of it,
              as received, only on the command line:
            </p>
            <CodeLine>{commandLine('rejects', 'show', reject.id, '--raw')}</CodeLine>
            <pre
              tabIndex={0}
              aria-label="Excerpt"
              className="max-h-[36rem] max-w-full overflow-auto bg-raised p-3 text-small whitespace-pre-wrap wrap-anywhere"
            >
              <code>{excerpt.text}</code>
            </pre>
          </>
        )}
      </section>
    </TextPage>
  )
}
