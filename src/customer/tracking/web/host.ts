/** The host of what was typed or pasted from the address bar, with its port when it is not the usual one. */
export function hostOf(typed: string): string | undefined {
  const text = typed.trim()
  const address = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  if (!text || /\s/.test(text) || !URL.canParse(address)) return undefined
  const { protocol, username, host } = new URL(address)
  // What stands before an @ is someone's e-mail.
  return !username && /^https?:$/.test(protocol) && /^[a-z0-9.-]+(:\d+)?$/.test(host) ? host : undefined
}
