const slotOf = (a: number, b: number, c: number, d: number): number =>
  a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b) ^ d

/**
 * Numbers for UUIDs, in the order in which they are met: an open-addressed table over 128-bit keys. A Map over their text
 * would take four times the memory and, at hundreds of thousands of employers, most of the time of opening an index.
 */
export class Dictionary {
  private keys: Uint32Array
  private slots: Int32Array
  private count = 0

  /** @param room for so many keys before it grows */
  constructor(room = 1024) {
    this.keys = new Uint32Array(4 * room)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * room + 2))).fill(-1)
  }

  get size(): number {
    return this.count
  }

  get byteLength(): number {
    return this.keys.byteLength + this.slots.byteLength
  }

  /** Number of the key of four 32-bit words; a new key gets the next one. */
  numberOf(a: number, b: number, c: number, d: number): number {
    const mask = this.slots.length - 1
    let slot = slotOf(a, b, c, d) & mask
    for (;;) {
      const number = this.slots[slot] ?? -1
      if (number < 0) return this.add(slot, a, b, c, d)
      if (this.isAt(number, a, b, c, d)) return number
      slot = (slot + 1) & mask
    }
  }

  /** Number of a key; -1 for one that was never met. */
  find(a: number, b: number, c: number, d: number): number {
    const mask = this.slots.length - 1
    let slot = slotOf(a, b, c, d) & mask
    for (;;) {
      const number = this.slots[slot] ?? -1
      if (number < 0 || this.isAt(number, a, b, c, d)) return number
      slot = (slot + 1) & mask
    }
  }

  private isAt(number: number, a: number, b: number, c: number, d: number): boolean {
    const at = number * 4
    const { keys } = this
    return keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d
  }

  private add(slot: number, a: number, b: number, c: number, d: number): number {
    const number = this.count
    this.count += 1
    this.slots[slot] = number
    if (this.count * 4 > this.keys.length) {
      const grown = new Uint32Array(this.keys.length * 2)
      grown.set(this.keys)
      this.keys = grown
    }
    const at = number * 4
    this.keys[at] = a
    this.keys[at + 1] = b
    this.keys[at + 2] = c
    this.keys[at + 3] = d
    if (this.count * 2 > this.slots.length) this.rehash()
    return number
  }

  private rehash(): void {
    const { keys } = this
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let number = 0; number < this.count; number += 1) {
      const at = number * 4
      let slot = slotOf(keys[at] ?? 0, keys[at + 1] ?? 0, keys[at + 2] ?? 0, keys[at + 3] ?? 0) & mask
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
      slots[slot] = number
    }
    this.slots = slots
  }
}
