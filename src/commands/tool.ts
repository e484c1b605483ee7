import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { classifySource } from '#customer/tracking'
import { parsePhone } from '#shared/phone'

const tool = <S extends z.ZodType>(shape: S, calculate: (input: z.output<S>) => unknown) => ({ shape, calculate })

/** Pure calculations, for integrators and for checks. */
const tools = {
  phone: tool(z.object({ input: z.string() }), ({ input }) => parsePhone(input)),
  source: tool(z.object({ url: z.string(), referrer: z.string().nullish() }), classifySource),
}

export async function run([name = '']: string[]): Promise<number> {
  if (!Object.hasOwn(tools, name)) {
    const wanted = name === '--help' || name === '-h' || name === ''
    process[wanted ? 'stdout' : 'stderr'].write(
      `visavis tool NAME < input.json\nNames: ${Object.keys(tools).join(', ')}\n`,
    )
    return wanted ? 0 : 2
  }
  const { shape, calculate } = tools[name as keyof typeof tools]
  let input: unknown
  try {
    input = JSON.parse(await text(process.stdin))
  } catch {
    return refuse('input.not_json', 'Standard input is not JSON.')
  }
  const parsed = shape.safeParse(input)
  if (!parsed.success) return refuse('input.invalid', z.prettifyError(parsed.error))
  process.stdout.write(`${JSON.stringify((calculate as (input: unknown) => unknown)(parsed.data))}\n`)
  return 0
}

function refuse(code: string, detail: string): number {
  process.stderr.write(`${JSON.stringify({ code, detail })}\n`)
  return 2
}
