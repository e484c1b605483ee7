import type { Client } from './server.ts'

/** An open screen: the topics that it has heard so far, and whether its line was cut. */
export async function listen(client: Client) {
  const away = new AbortController()
  const reply = await client('/api/live', { signal: away.signal })
  const screen = { reply, heard: [] as string[], isCut: false, leave: () => away.abort() }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const bytes of reply.body!)
      for (const [, data] of decoder.decode(bytes).matchAll(/^data: (.*)$/gm))
        screen.heard.push((JSON.parse(data!) as { topic: string }).topic)
    screen.isCut = true
  }
  if (reply.ok) read().catch(() => {})
  return screen
}
