const firstRoom = 1024

/**
 * Ids of 128 bits and their numbers from 1 on, 20 to 40 bytes each: a `Map` of their texts takes ten times that.
 * Open addressing with linear probing, half full at most.
 */
export class People {
  size = 0
  #keys = new Uint32Array(4 * firstRoom)
  #numbers = new Uint32Array(firstRoom)

  /** The number of whose id begins at an offset; 0 for zeros, nobody. */
  numberOf(view: DataView, offset: number): number {
    const [a, b, c, d] = [view.getUint32(offset), view.getUint32(offset + 4), view.getUint32(offset + 8), view.getUint32(offset + 12)] // prettier-ignore
    if ((a | b | c | d) === 0) return 0
    if (2 * this.size >= this.#numbers.length) this.#grow()
    const slot = this.#slotOf(a, b, c, d)
    if (this.#numbers[slot] !== 0) return this.#numbers[slot]!
    this.#keys.set([a, b, c, d], 4 * slot)
    this.#numbers[slot] = ++this.size
    return this.size
  }

  #slotOf(a: number, b: number, c: number, d: number): number {
    const last = this.#numbers.length - 1
    const keys = this.#keys
    // The lowest bits of a UUIDv7 are random; those of a hash are anyway.
    let slot = Math.imul(d ^ Math.imul(c, 0x9e3779b1) ^ b ^ a, 0x85ebca6b) >>> 0
    for (slot = (slot ^ (slot >>> 15)) & last; this.#numbers[slot] !== 0; slot = (slot + 1) & last) {
      const key = 4 * slot
      if (keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d) return slot
    }
    return slot
  }

  #grow() {
    const [keys, numbers] = [this.#keys, this.#numbers]
    this.#keys = new Uint32Array(2 * keys.length)
    this.#numbers = new Uint32Array(2 * numbers.length)
    for (const [old, number] of numbers.entries()) {
      if (number === 0) continue
      const key = keys.subarray(4 * old, 4 * old + 4)
      const slot = this.#slotOf(key[0]!, key[1]!, key[2]!, key[3]!)
      this.#keys.set(key, 4 * slot)
      this.#numbers[slot] = number
    }
  }
}
