/** Names of kinds, routes, tasks and counts: never anything of a person or of what they typed. */
export type Attributes = Record<string, string | number>
export type Kind = 'server' | 'client' | 'consumer'

/** A piece of work that is being timed. */
export type Span = {
  /** What begins within the work is a part of it. */
  within: <T>(work: () => T) => T
  /** @param failure its kind, such as a code. */
  end: (result?: { attributes?: Attributes; failure?: string }) => void
}
export type Begin = (name: string, kind: Kind, attributes: Attributes) => Span

let beginSpan: Begin | undefined

/** Undefined while nobody wants to know. */
export const begin: (...given: Parameters<Begin>) => Span | undefined = (...given) => beginSpan?.(...given)

/** Times a piece of work, if somebody wants to know. */
export async function traced<T>(
  ...[name, kind, attributes, work]: [...Parameters<Begin>, () => Promise<T>]
): Promise<T> {
  const span = begin(name, kind, attributes)
  if (!span) return work()
  try {
    const result = await span.within(work)
    span.end()
    return result
  } catch (error) {
    span.end({ failure: failureOf(error) })
    throw error
  }
}

/** Not its sentence, which may quote what was typed. */
export const failureOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: string }
  return typeof code === 'string' ? code : (name ?? 'Error')
}

export const setTracer = (given: Begin | undefined): void => void (beginSpan = given)
