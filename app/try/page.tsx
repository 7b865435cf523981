import type { Metadata } from 'next'
import { examplePosting } from '@/app/try/example-posting'
import { TryForm } from '@/app/try/try-form'
import { emptyState, type TryState } from '@/app/try/try-state'
import { explainPosting } from '@/lib/reading/read-posting'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { skills, taxonomyVersion } from '@/lib/tagger/taxonomy'
import { formatCount } from '@/lib/query/numbers'

export const metadata: Metadata = {
  title: 'Try a posting',
  description: 'Paste a job posting and see which skills are read from it, how strongly each is asked for, and why.',
}

interface TryPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const exampleState = (): TryState => ({
  posting: examplePosting,
  reading: explainPosting(examplePosting),
  faults: [],
})

export default async function TryPage({ searchParams }: TryPageProps) {
  const { example } = await searchParams
  return (
    <main className="column flex-1 py-8 sm:py-12">
      <h1 className="max-w-3xl text-headline">Paste a posting and see what is read from it</h1>
      <p className="mt-3 mb-8 max-w-prose text-quiet">
        The same code reads every posting behind the figures: {formatCount(skills.length)} skills, taxonomy{' '}
        {taxonomyVersion}, rules {rulesVersion}. How often it is right stands under{' '}
        <a className="link" href="/methodology#rates">
          methodology
        </a>
        .
      </p>
      <TryForm initial={example === undefined ? emptyState : exampleState()} />
    </main>
  )
}
