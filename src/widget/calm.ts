// SPDX-License-Identifier: MIT

/** The border with the page: whatever goes wrong in here, the page is not told. */
export const calm =
  <Input extends unknown[]>(work: (...input: Input) => void) =>
  (...input: Input): void => {
    try {
      work(...input)
    } catch {}
  }
