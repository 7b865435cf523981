import { isBandCutOff, isCutOff } from '@/app/_components/chart/chart-layout'
import { describePeriod } from '@/app/_components/chart/chart-readout'
import type { ChartModel } from '@/app/_components/chart/chart-model'

/** Tells only the signs that the drawing really has. */
export function ChartNotes({ model, hasUnion }: { model: ChartModel; hasUnion: boolean }) {
  const notes = [
    hasUnion && 'A vacancy counts once in a family however many of its skills it names, so the lines do not add up.',
    model.series.some((series) => series.isThin.includes(true)) &&
      'Hollow points rest on fewer than 30 independent vacancies: too thin to lean on.',
    isCutOff(model) &&
      'A line that leaves the chart at the top does so at such a point; the table and the file hold it.',
    isBandCutOff(model) && 'Where the band touches the top of the chart, the interval reaches further.',
    model.breaks.length > 0 &&
      `A thin rule stands where the sources change, so that both sides of it are different mixes: ${model.breaks.map(({ index }) => describePeriod(model, index)).join('; ')}.`,
    model.isPartial.includes(true) && 'The dashed end is a period that is not complete yet.',
  ]
  return <p>{notes.filter((note) => note !== false).join(' ')}</p>
}
