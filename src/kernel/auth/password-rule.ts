import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { invalid } from '#shared/errors'

/**
 * What a guesser who knows common passwords, French words, keyboards, dates and the person would need at most. Ten
 * guesses in a quarter of an hour would take three years (see `check-password.ts`).
 */
const fewestGuesses = 1e6

let meter: Promise<ZxcvbnFactory> | undefined
/** Some megabytes of words: read when the first password is chosen. */
const open = async () => {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ])
  const dictionary = { ...common.dictionary, ...french.dictionary }
  return new ZxcvbnFactory({ dictionary, graphs: common.adjacencyGraphs })
}

/**
 * Length alone does not help what is on every list (NIST SP 800-63B, 3.1.1.2).
 * @param known words of the person and the company, which a guesser tries first.
 * @throws {DomainError} `password.guessable` (422).
 */
export async function refuseGuessable(password: string, known: string[] = []): Promise<void> {
  const words = ['visavis', ...known.flatMap((text) => [text, ...text.split(/[\s@.]+/)])].filter(
    (word) => word.length > 2,
  )
  const { guesses } = (await (meter ??= open())).check(password, words)
  if (guesses < fewestGuesses) throw invalid('password.guessable')
}
