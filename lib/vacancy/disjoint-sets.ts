/** Disjoint sets of the numbers from 0 (Tarjan 1975), joined and asked in nearly constant time. */
export class DisjointSets {
  private readonly parents: Int32Array

  constructor(readonly size: number) {
    this.parents = Int32Array.from({ length: size }, (_, index) => index)
  }

  /** The representative of the set that holds a number. */
  find(member: number): number {
    let root = member
    for (let parent = this.parents[root] ?? root; parent !== root; parent = this.parents[root] ?? root) root = parent
    for (let step = member; step !== root;) {
      const next = this.parents[step] ?? root
      this.parents[step] = root
      step = next
    }
    return root
  }

  areJoined(left: number, right: number): boolean {
    return this.find(left) === this.find(right)
  }

  join(left: number, right: number): void {
    this.parents[this.find(left)] = this.find(right)
  }

  /** The sets, each as its members in rising order. */
  sets(): number[][] {
    const members = new Map<number, number[]>()
    for (let index = 0; index < this.size; index += 1) {
      const root = this.find(index)
      const set = members.get(root)
      if (set === undefined) members.set(root, [index])
      else set.push(index)
    }
    return [...members.values()]
  }
}
