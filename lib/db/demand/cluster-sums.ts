import { z } from 'zod'
import type { ClusterSums } from '@/lib/query/sums'

/** Columns in which a statement gives the sums of one share: population n, m, nn; numerator y, yy, yn. */
export const clusterColumns = {
  n: z.number(),
  m: z.number(),
  nn: z.number(),
  y: z.number(),
  yy: z.number(),
  yn: z.number(),
}

/** The sums that a row holds, by the names that the estimate knows. */
export const toClusterSums = ({ n, m, nn, y, yy, yn }: Record<keyof typeof clusterColumns, number>): ClusterSums => ({
  vacancies: n,
  named: y,
  sumNN: nn,
  sumYY: yy,
  sumYN: yn,
  employers: m,
})
