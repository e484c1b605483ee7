/** Addresses, telephone numbers, long secrets, and what a parser or PostgreSQL quotes of what it was given. */
const personal: [RegExp, string][] = [
  [/[^\s"'<>()=,;:]+@[^\s"'<>(),;:]+/g, '[address]'],
  [/(?<![\w.-])\+?\(?\d(?:[ .()-]?\d){7,}(?![\w-])/g, '[number]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[ip]'],
  [/\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])[\w-]{24,}/g, '[secret]'],
  [/"[^"]{3,}"/g, '"[…]"'],
]

/** A sentence without what may be about a person. */
export const masked = (sentence: string): string =>
  personal.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), sentence)

/** What a log keeps of an error: its kind and where it happened; its own words masked. */
export function maskedError(error: unknown): Record<string, unknown> {
  const { name, code, message, stack, table, constraint } = error as Error & Partial<Record<string, string>>
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return { type: name, code, table, constraint, message: masked(message), stack: frames?.join('\n') }
}
