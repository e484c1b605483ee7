/** Texts and their codes; 0 is nothing. */
export class Words {
  readonly #codes = new Map<string | null, number>([[null, 0]])
  readonly texts: (string | null)[] = [null]

  /** The code of a text, a new one for one that was never seen. */
  codeOf(text: string | null): number {
    const known = this.#codes.get(text)
    if (known !== undefined) return known
    this.#codes.set(text, this.texts.length)
    return this.texts.push(text) - 1
  }

  /** −1 for one that was never seen: no call has it. `none` is nothing, as in every filter. */
  find(text: string): number {
    return text === 'none' ? 0 : (this.#codes.get(text) ?? -1)
  }
}
