import { createHash } from 'node:crypto'
import { allocate, npsMargin, smallestNpsMove } from '#shared/statistics/sampling'

/**
 * The order of the lot: whoever has the seed and the people finds the same, whatever order they come in.
 * @returns the people, the first to be asked first.
 */
export function drawn<Person extends { contactId: string }>(people: readonly Person[], seed: string): Person[] {
  const lots = people.map((person) => ({
    person,
    lot: createHash('sha256').update(`${seed} ${person.contactId}`).digest('hex'),
  }))
  return lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ person }) => person)
}

/** Answers wanted of each stratum of one site, in proportion to who can be asked there. */
export const targetsOf = (reachable: readonly number[], perSite: number): number[] =>
  allocate(
    reachable.map((size) => ({ size })),
    Math.min(
      perSite,
      reachable.reduce((sum, size) => sum + size, 0),
    ),
  )

/** How many to ask so that as many answer as are wanted, as far as there are people left. */
export const toInvite = ({ wanted, rate, left }: { wanted: number; rate: number; left: number }): number =>
  wanted <= 0 ? 0 : Math.min(left, Math.ceil(wanted / rate))

/** How sure a site's net recommendation would be from so many answers. */
export const surenessOf = (answers: number): { margin: number | null; smallestMove: number | null } =>
  answers < 1
    ? { margin: null, smallestMove: null }
    : { margin: npsMargin(answers), smallestMove: smallestNpsMove(answers) }
