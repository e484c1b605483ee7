/** As it came, only laid out: a JSON body indented, a form's fields one a line; anything else untouched. */
export function bodyText(body: string): string {
  const text = body.trim()
  if (/^[[{]/.test(text)) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2)
    } catch {
      // Cut at 4,000 characters, or the very reason of its refusal.
      return body
    }
  }
  if (!/^[\w.%+-]+=[^\s&]*(&[\w.%+-]+=[^\s&]*)*$/.test(text)) return body
  return [...new URLSearchParams(text)].map(([name, value]) => `${name} = ${value}`).join('\n')
}
