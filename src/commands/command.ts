import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'

/** A command asked in a way that it does not know. `visavis COMMAND --help` tells the ways. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

const always = { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } } as const

type Given<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O & typeof always; allowPositionals: true }>
>

/** Exit codes and what they mean here, where it is not the usual. */
type Exits = { [code in 0 | 1 | 2]?: string }
const usual = { 0: 'done', 1: 'a fault', 2: 'something to mend in what was asked or configured' }

/**
 * A command of the command line: every one has `--help` and `--json`, and tells its exit codes. Under `--json` it writes
 * one JSON value per line, and so does a refusal: `{"code", "message"}` on standard error.
 * @param work resolves with the exit code, 0 unless said.
 */
export function command<const O extends ParseArgsOptionsConfig>(
  { help, options, exits = {} }: { help: string; options: O; exits?: Exits },
  work: (given: Given<O>) => Promise<number | void>,
): (args: string[]) => Promise<number | void> {
  return async (args) => {
    const given = parseArgs({ args, options: { ...options, ...always }, allowPositionals: true })
    if (!(given.values as { help?: boolean }).help) return work(given)
    process.stdout
      .write(`${help.trimEnd()}\n\n  --json  answers and refusals as JSON, one value per line\n  --help  this text\n
Exit codes: ${Object.entries({ ...usual, ...exits })
      .map(([code, meaning]) => `${code} ${meaning}`)
      .join('; ')}.\n`)
  }
}

/** One line on standard output: a sentence, or under `--json` a value. */
export const tell = (json: boolean | undefined, sentence: string, value: object) =>
  void process.stdout.write(`${json ? JSON.stringify(value) : sentence}\n`)
