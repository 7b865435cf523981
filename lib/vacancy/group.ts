import { DisjointSets } from '@/lib/vacancy/disjoint-sets'
import { type Advertisement, areRivals, judgePair, leastSimilarityOf, obstacleBetween } from '@/lib/vacancy/likeness'
import { jaccardOf } from '@/lib/vacancy/shingles'

/** A posting with the keys that its possible duplicates are found by. */
export interface SignedAdvertisement extends Advertisement {
  bands: ArrayLike<number>
}

/** Where a posting belongs. Both ids are the smallest posting id of the set. */
export interface Belonging {
  /** All postings that a chain of like pairs joins. */
  cluster: string
  /** The part of the cluster that is one vacancy. */
  vacancy: string
}

export interface GroupOptions {
  /** Days between two postings of one vacancy at most. */
  repostDays: number
  /** Gives the shingles of some postings, by id. */
  loadShingles: (ids: string[]) => Promise<ReadonlyMap<string, Int32Array>>
}

/** Positions of advertisements that share a key, in order of day and id; keys of one alone are left out. */
function bucketsBy<Key>(
  ads: readonly SignedAdvertisement[],
  keysOf: (ad: SignedAdvertisement) => Iterable<Key>,
): number[][] {
  const buckets = new Map<Key, number[]>()
  for (const [index, ad] of ads.entries()) {
    for (const key of new Set(keysOf(ad))) {
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [index])
      else bucket.push(index)
    }
  }
  return [...buckets.values()].filter((bucket) => bucket.length > 1)
}

const isOneSet = (sets: DisjointSets, bucket: readonly number[]): boolean => {
  const [first = 0] = bucket
  return bucket.every((index) => sets.areJoined(index, first))
}

/**
 * Joins the like pairs of a bucket that are not joined already: neighbours first, after which a text posted a thousand times
 * is one set and nothing is left to compare.
 */
function joinBucket(
  ads: readonly SignedAdvertisement[],
  sets: DisjointSets,
  bucket: readonly number[],
  { repostDays, areLike }: { repostDays: number; areLike: (left: number, right: number) => boolean },
): void {
  const join = (left: number, right: number) => {
    const [one, other] = [ads[left], ads[right]]
    if (one === undefined || other === undefined || sets.areJoined(left, right)) return
    if (obstacleBetween(one, other, repostDays) === null && areLike(left, right)) sets.join(left, right)
  }
  for (let place = 1; place < bucket.length; place += 1) join(bucket[place - 1] ?? 0, bucket[place] ?? 0)
  if (isOneSet(sets, bucket)) return
  for (const [place, left] of bucket.entries()) {
    const latest = (ads[left]?.day ?? 0) + repostDays
    for (let next = place + 1; next < bucket.length; next += 1) {
      const right = bucket[next] ?? 0
      // Rising days: what follows is further away still.
      if ((ads[right]?.day ?? 0) > latest) break
      join(left, right)
    }
  }
}

const byId = (left: Advertisement, right: Advertisement): number => (left.id < right.id ? -1 : 1)
const smallest = (ids: readonly string[]): string => ids.reduce((least, id) => (id < least ? id : least))

/** Whether two postings of a cluster stand side by side in a month and name different jobs; one a title and month is enough. */
function hasRivals(members: readonly Advertisement[]): boolean {
  const months = new Map<string, Map<string | null, Advertisement>>()
  for (const ad of members) months.set(ad.month, (months.get(ad.month) ?? new Map()).set(ad.title, ad))
  return [...months.values()].some((titles) => {
    const each = [...titles.values()]
    return each.some((ad, index) => each.slice(index + 1).some((other) => areRivals(ad, other)))
  })
}

/**
 * Parts a cluster in which chains joined rivals: single linkage with "cannot link" pairs, the likest pairs first (Wagstaff and
 * others 2001; ties by id). Depends on the set of members alone.
 */
function partCluster(
  members: readonly Advertisement[],
  options: { repostDays: number; similarityOf: (left: string, right: string) => number },
): string[][] {
  const { repostDays, similarityOf } = options
  const pairs = members.flatMap((left, one) =>
    members.slice(one + 1).flatMap((right, step) => {
      const similarity = similarityOf(left.id, right.id)
      const { isOne } = judgePair(left, right, { similarity, repostDays })
      return isOne ? [{ one, other: one + 1 + step, similarity }] : []
    }),
  )
  const parts = members.map((member) => [member])
  const partOf = members.map((_, index) => index)
  for (const { one, other } of pairs.toSorted((a, b) => b.similarity - a.similarity)) {
    const [to = 0, from = 0] = [partOf[one], partOf[other]]
    const [kept = [], moved = []] = [parts[to], parts[from]]
    if (to === from || kept.some((ad) => moved.some((rival) => areRivals(ad, rival)))) continue
    parts[to] = [...kept, ...moved]
    parts[from] = []
    for (const [index, part] of partOf.entries()) if (part === from) partOf[index] = to
  }
  return parts.filter((part) => part.length > 0).map((part) => part.map(({ id }) => id))
}

/**
 * Groups postings into vacancies. Possible pairs are those that share a text or a band; of these, like ones are joined
 * (`judgePair`), and a cluster is what joins; a cluster that holds rivals is parted. The result depends on the set of
 * postings alone, not on their order, nor on how they came: it may be made of a part, if that part holds whole clusters.
 */
export async function groupAdvertisements(
  given: readonly SignedAdvertisement[],
  { repostDays, loadShingles }: GroupOptions,
): Promise<Map<string, Belonging>> {
  const ads = given.toSorted((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))
  const sets = new DisjointSets(ads.length)
  for (const bucket of bucketsBy(ads, (ad) => [ad.textKey]))
    joinBucket(ads, sets, bucket, { repostDays, areLike: () => true })
  const open = bucketsBy(ads, (ad) => Array.from(ad.bands)).filter((bucket) => !isOneSet(sets, bucket))
  const shingles = new Map(await loadShingles([...new Set(open.flat())].map((index) => ads[index]?.id ?? '')))
  const none = new Int32Array(0)
  const similarityOf = (left: string, right: string): number =>
    jaccardOf(shingles.get(left) ?? none, shingles.get(right) ?? none)
  const areLike = (left: number, right: number): boolean => {
    const [one, other] = [ads[left], ads[right]]
    return one !== undefined && other !== undefined && similarityOf(one.id, other.id) >= leastSimilarityOf(one, other)
  }
  for (const bucket of open) joinBucket(ads, sets, bucket, { repostDays, areLike })
  const clusters = sets.sets().map((set) => set.flatMap((index) => ads[index] ?? []).toSorted(byId))
  const contested = new Set(clusters.filter(hasRivals))
  const missing = [...contested].flat().filter(({ id }) => !shingles.has(id))
  for (const [id, set] of await loadShingles(missing.map(({ id }) => id))) shingles.set(id, set)
  const belongings = new Map<string, Belonging>()
  for (const members of clusters) {
    const whole = members.map(({ id }) => id)
    const cluster = smallest(whole)
    for (const part of contested.has(members) ? partCluster(members, { repostDays, similarityOf }) : [whole]) {
      const vacancy = smallest(part)
      for (const id of part) belongings.set(id, { cluster, vacancy })
    }
  }
  return belongings
}
