/** The first of so many days until today, on the reader's calendar. */
export function daysBack(days: number): string {
  const today = new Date()
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1)
  return [first.getFullYear(), first.getMonth() + 1, first.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
