/**
 * The middle of some numbers, half-way between two when they are even in number, as `percentile_cont(0.5)`; null of none.
 * Leaves them in another order.
 * @see Hoare, C. A. R. (1961). Algorithm 65: find. Communications of the ACM 4.
 */
export function median(numbers: Float64Array): number | null {
  const { length } = numbers
  if (length === 0) return null
  const middle = length >> 1
  const upper = find(numbers, middle)
  if (length % 2 === 1) return upper
  // Those before the middle are no larger: the largest of them is its neighbour.
  let lower = -Infinity
  for (let n = 0; n < middle; n += 1) if (numbers[n]! > lower) lower = numbers[n]!
  return lower + (upper - lower) / 2
}

/** Moves the numbers until the one of a rank is at its place, smaller ones before it, larger ones after. */
function find(numbers: Float64Array, rank: number): number {
  let [left, right] = [0, numbers.length - 1]
  while (left < right) {
    const pivot = numbers[(left + right) >> 1]!
    let [low, high] = [left, right]
    while (low <= high) {
      while (numbers[low]! < pivot) low += 1
      while (numbers[high]! > pivot) high -= 1
      if (low > high) break
      const moved = numbers[low]!
      numbers[low] = numbers[high]!
      numbers[high] = moved
      low += 1
      high -= 1
    }
    if (rank <= high) right = high
    else if (rank >= low) left = low
    else break
  }
  return numbers[rank]!
}

/** Beyond so many seconds, a value is kept by itself. */
const room = 7200

/** Whole seconds, counted by value. */
export class Histogram {
  readonly #counts = new Int32Array(room)
  readonly #large: number[] = []
  #sum = 0
  #count = 0

  add(seconds: number): void {
    this.#sum += seconds
    this.#count += 1
    if (seconds < room) this.#counts[seconds]! += 1
    else this.#large.push(seconds)
  }

  mean(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count
  }

  median(): number | null {
    if (this.#count === 0) return null
    const large = this.#large.toSorted((a, b) => a - b)
    const [lower, upper] = [this.#at((this.#count - 1) >> 1, large), this.#at(this.#count >> 1, large)]
    return (lower + upper) / 2
  }

  #at(rank: number, large: number[]): number {
    let before = 0
    for (let seconds = 0; seconds < room; seconds += 1) {
      before += this.#counts[seconds]!
      if (rank < before) return seconds
    }
    return large[rank - before]!
  }
}
