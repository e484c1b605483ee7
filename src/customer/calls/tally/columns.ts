import { type Grouping, groupings } from '../statistics-contract.ts'
import type { Chunk } from './chunk.ts'
import { People } from './people.ts'
import { Places } from './places.ts'
import { Words } from './words.ts'

const firstRoom = 1024
/** Calls come nearly in the order of time: so many together are skipped when none is of the days asked for. */
export const blockSize = 4096
type Codes = Uint16Array | Uint32Array
type Growing = { length: number; set: (from: never) => void }

/** An organisation's calls in memory, column by column: some 65 bytes a call. */
export class Columns {
  day = new Int16Array(firstRoom)
  half = new Uint8Array(firstRoom)
  flags = new Uint16Array(firstRoom)
  talk = new Int32Array(firstRoom)
  wait = new Int32Array(firstRoom)
  sales = new Int32Array(firstRoom)
  spokenAfter = new Float64Array(firstRoom)
  value = new Float64Array(firstRoom)
  person = new Uint32Array(firstRoom)
  readonly words = each(() => new Words())
  readonly codes: Record<Grouping, Codes> = each(() => new Uint16Array(firstRoom))
  readonly people = new People()
  /** Of calls that have any. */
  readonly tags = new Map<number, string[]>()
  /** Of each block, its first and last day; they only ever widen. */
  firstDay = new Int16Array(1).fill(0x7fff)
  lastDay = new Int16Array(1).fill(-0x8000)
  readonly #places = new Places()

  get length(): number {
    return this.#places.size
  }

  /** Takes calls in, new ones and what has become of known ones. */
  put(chunk: Chunk): void {
    const [places, days, halves, flags] = [chunk.place, chunk.day, chunk.half, chunk.flags].map(viewOf)
    const [talks, waits, sales] = [chunk.talk, chunk.wait, chunk.sales].map(viewOf)
    const [spoken, values, people] = [chunk.spokenAfter, chunk.value, chunk.person].map(viewOf)
    const texts = each((by) => JSON.parse(chunk.words[by]) as (string | null)[])
    const at = new Int32Array(chunk.count)
    this.#makeRoom(this.length + chunk.count)
    for (let n = 0; n < chunk.count; n += 1) {
      const position = this.#places.rowOf(places!.getInt32(4 * n))
      at[n] = position
      this.#setDay(position, days!.getInt16(2 * n))
      this.half[position] = halves!.getInt16(2 * n)
      this.flags[position] = flags!.getInt16(2 * n)
      this.talk[position] = talks!.getInt32(4 * n)
      this.wait[position] = waits!.getInt32(4 * n)
      this.sales[position] = sales!.getInt32(4 * n)
      this.spokenAfter[position] = spoken!.getFloat64(8 * n)
      this.value[position] = values!.getFloat64(8 * n)
      this.person[position] = this.people.numberOf(people!, 16 * n)
      if (this.tags.size > 0) this.tags.delete(position)
    }
    for (const by of groupings) this.#putWords(by, texts[by], at)
    for (const [n, ids] of JSON.parse(chunk.tags) as [number, string[]][]) this.tags.set(at[n]!, ids)
  }

  #putWords(by: Grouping, texts: (string | null)[], at: Int32Array) {
    const words = this.words[by]
    for (const [n, text] of texts.entries()) {
      const code = words.codeOf(text)
      if (code > 0xffff && this.codes[by] instanceof Uint16Array) this.codes[by] = Uint32Array.from(this.codes[by])
      this.codes[by][at[n]!] = code
    }
  }

  #setDay(position: number, day: number) {
    this.day[position] = day
    const block = Math.floor(position / blockSize)
    if (block >= this.firstDay.length) {
      const blocks = Math.ceil(this.day.length / blockSize)
      const [first, last] = [this.firstDay, this.lastDay]
      this.firstDay = new Int16Array(blocks).fill(0x7fff)
      this.lastDay = new Int16Array(blocks).fill(-0x8000)
      this.firstDay.set(first)
      this.lastDay.set(last)
    }
    if (day < this.firstDay[block]!) this.firstDay[block] = day
    if (day > this.lastDay[block]!) this.lastDay[block] = day
  }

  #makeRoom(count: number) {
    if (count <= this.day.length) return
    for (const name of ['day', 'half', 'flags', 'talk', 'wait', 'sales', 'spokenAfter', 'value', 'person'] as const)
      (this as Record<typeof name, Growing>)[name] = grown(this[name], count)
    for (const by of groupings) this.codes[by] = grown(this.codes[by], count)
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Twice as long, or as long as it must be. */
function grown<T extends Growing>(array: T, count: number): T {
  const Kind = array.constructor as new (length: number) => T
  const larger = new Kind(Math.max(count, Math.ceil(array.length * 1.5)))
  larger.set(array as never)
  return larger
}

const each = <T>(make: (by: Grouping) => T) =>
  Object.fromEntries(groupings.map((by) => [by, make(by)])) as Record<Grouping, T>
