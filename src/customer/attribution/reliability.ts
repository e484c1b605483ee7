import type { SiteModel } from './contract.ts'

/** What was said of a call whose caller is certain: the probability of the most likely visitor, and whether it was them. */
export type Saying = { probability: number; isRight: boolean }

const bins = 10

/** What is said beside what comes true, tenth by tenth; empty tenths are left out. */
export function reliabilityOf(sayings: Saying[]): Pick<SiteModel, 'reliability' | 'calibrationError'> {
  const tenth = ({ probability }: Saying) => Math.min(bins - 1, Math.floor(probability * bins))
  const reliability = [...Map.groupBy(sayings, tenth)]
    .toSorted(([a], [b]) => a - b)
    .map(([place, said]) => ({
      from: place / bins,
      calls: said.length,
      meanProbability: said.reduce((sum, { probability }) => sum + probability, 0) / said.length,
      right: said.filter(({ isRight }) => isRight).length,
    }))
  const distance = reliability.reduce(
    (sum, { calls, meanProbability, right }) => sum + Math.abs(meanProbability * calls - right),
    0,
  )
  return { reliability, calibrationError: sayings.length > 0 ? distance / sayings.length : null }
}
