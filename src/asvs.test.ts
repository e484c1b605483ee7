import { access, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

// The list of OWASP ASVS 5.0.0: every requirement of levels 1 and 2 once, and tests that are there.

const root = new URL('../', import.meta.url)
const text = await readFile(new URL('docs/asvs.md', root), 'utf8')
const lines = [...text.matchAll(/^\| (V[\d., V]+) \| (\w+) \| (.+) \| ?(.*?) ?\|$/gm)].map(
  ([, ids, state, , tests]) => ({
    ids: ids!.split(', '),
    state: state!,
    tests: [...tests!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!),
  }),
)

/** How many of each section are of levels 1 and 2: they come before those of level 3. */
const sections: Record<string, number[]> = {
  V1: [2, 9, 11, 3, 2],
  V2: [3, 3, 4, 1],
  V3: [0, 2, 4, 6, 5, 0, 2],
  V4: [3, 1, 2, 4],
  V5: [1, 3, 2, 3],
  V6: [3, 12, 4, 4, 5, 3, 0, 4],
  V7: [3, 4, 2, 5, 2, 2],
  V8: [2, 3, 1, 1],
  V9: [3, 4],
  V10: [2, 2, 4, 11, 5, 2, 3],
  V11: [2, 3, 3, 4, 1, 1],
  V12: [3, 2, 4],
  V13: [1, 5, 2, 5],
  V14: [2, 4, 3],
  V15: [3, 3, 7],
  V16: [1, 5, 4, 3, 3],
  V17: [1, 4, 2],
}
const all = Object.entries(sections).flatMap(([chapter, counts]) =>
  counts.flatMap((count, section) => Array.from({ length: count }, (_, n) => `${chapter}.${section + 1}.${n + 1}`)),
)

test('every requirement is there, once', () => {
  expect(all).toHaveLength(253)
  expect(lines.flatMap(({ ids }) => ids).toSorted()).toEqual(all.toSorted())
})

test('what is held names the tests that hold it', () => {
  for (const { ids, state, tests } of lines) {
    expect(['held', 'built', 'partly', 'open', 'yours', 'none'], ids.join()).toContain(state)
    if (state === 'held') expect(tests, ids.join()).not.toEqual([])
  }
})

const named = [...new Set(lines.flatMap(({ tests }) => tests))]
test.each(named)('%s is there', async (file) => {
  await expect(access(new URL(file, root))).resolves.toBeUndefined()
})
