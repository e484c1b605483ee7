/** The digits that every writing of a French number has: `01 99 00`, `+33 1 99 00` and `0033 1 99 00` are the same. */
export function digitsOf(typed: string): string {
  if (!/^[\d\s+().-]+$/.test(typed)) return ''
  const digits = typed.replace(/\D/g, '')
  return typed.trim().startsWith('+') ? digits : digits.replace(/^00/, '').replace(/^0/, '')
}
