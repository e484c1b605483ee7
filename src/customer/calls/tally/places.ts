/** So many places are kept together: few enough that organisations that share a database waste little. */
const pageSize = 128

/** Which row a call's place in the database has here. */
export class Places {
  size = 0
  readonly #pages = new Map<number, Int32Array>()

  /** The row of a place; the next one for a place that was never seen. */
  rowOf(place: number): number {
    const [number, within] = [Math.floor(place / pageSize), place % pageSize]
    let page = this.#pages.get(number)
    if (!page) {
      page = new Int32Array(pageSize).fill(-1)
      this.#pages.set(number, page)
    }
    if (page[within] === -1) page[within] = this.size++
    return page[within]!
  }
}
