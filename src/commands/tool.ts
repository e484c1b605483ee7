import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { erlangsOf, sizeFor } from '#customer/numbers'
import { priceOf } from '#customer/tariffs'
import { classifySource } from '#customer/tracking'
import { gate, leastAnswers } from '#engine/measures'
import { parsePhone } from '#shared/phone'
import { command, UsageError } from './command.ts'
import { calculateStatistic, StatisticsInput } from './statistics-tool.ts'

const tool = <S extends z.ZodType>(shape: S, calculate: (input: z.output<S>) => unknown) => ({ shape, calculate })

/** Pure calculations, for integrators and for checks. */
const tools = {
  phone: tool(z.object({ input: z.string() }), ({ input }) => parsePhone(input)),
  'pool-size': tool(
    z.object({
      visitsPerHour: z.number().nonnegative().max(100_000),
      visitMinutes: z.number().nonnegative().max(1440),
      holdMinutes: z.number().nonnegative().max(1440),
      blocking: z.number().gt(0).lt(1),
    }),
    ({ visitsPerHour, visitMinutes, holdMinutes, blocking }) =>
      sizeFor(erlangsOf(visitsPerHour, visitMinutes + holdMinutes), blocking),
  ),
  tariff: tool(
    z.object({
      number: z.string().max(40),
      seconds: z.number().nonnegative().max(86_400),
      at: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional(),
      rate: z.object({ per: z.enum(['minute', 'call']), cents: z.number().positive() }).optional(),
    }),
    ({ number, seconds, at, rate }) => priceOf(number, seconds, at ? new Date(at) : new Date(), rate),
  ),
  stats: tool(StatisticsInput, calculateStatistic),
  suppress: tool(
    z.object({
      /** People: 5 for scores, 10 for comments, or more. */
      k: z.number().int().min(3).max(1000).default(leastAnswers.scores),
      groups: z
        .array(
          z.object({
            name: z.string(),
            n: z.number().int().nonnegative(),
            mean: z.number().nullish(),
            parent: z.string().nullish(),
          }),
        )
        .max(100_000),
    }),
    suppress,
  ),
  source: tool(z.object({ url: z.string(), referrer: z.string().nullish() }), classifySource),
}

/** What may be told of each group: its figures, or why not. */
function suppress({
  k,
  groups,
}: {
  k: number
  groups: { name: string; n: number; mean?: number | null; parent?: string | null }[]
}) {
  const hidden = gate(
    groups.map(({ name, n, parent }) => ({ name, n, parent: parent ?? undefined })),
    k,
  )
  return {
    k,
    groups: groups.map(({ name, n, mean }, index) =>
      hidden[index] === null
        ? { name, shown: true, n, mean: mean ?? null }
        : { name, shown: false, because: hidden[index] },
    ),
  }
}

const names = `Names: ${Object.keys(tools).join(', ')}`
const help = `visavis tool NAME < input.json
Runs a pure calculation: JSON on standard input, JSON on standard output.

${names}
`

export const run = command({ help, options: {} }, async ({ positionals: [name = ''] }) => {
  if (!Object.hasOwn(tools, name)) throw new UsageError(name ? `There is no tool « ${name} ».\n${names}` : help)
  const { shape, calculate } = tools[name as keyof typeof tools]
  let input: unknown
  try {
    input = JSON.parse(await text(process.stdin))
  } catch {
    return refuse('input.not_json', 'Standard input is not JSON.')
  }
  const parsed = shape.safeParse(input)
  if (!parsed.success) return refuse('input.invalid', z.prettifyError(parsed.error))
  let answer: unknown
  try {
    answer = (calculate as (input: unknown) => unknown)(parsed.data)
  } catch (error) {
    if (error instanceof RangeError) return refuse('input.out_of_range', error.message)
    throw error
  }
  // Whoever has read enough has closed the pipe.
  process.stdout.on('error', () => process.exit(0)).write(`${JSON.stringify(answer)}\n`)
  return 0
})

function refuse(code: string, detail: string): number {
  process.stderr.write(`${JSON.stringify({ code, detail })}\n`)
  return 2
}
