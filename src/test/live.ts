import type { Client } from './server.ts'

/** An open screen: the topics that it has heard so far, and whether its line was cut. */
export async function listen(client: Client) {
  const away = new AbortController()
  const reply = await client('/api/live', { signal: away.signal })
  const screen = { reply, heard: [] as string[], pulses: 0, isCut: false, leave: () => away.abort() }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const bytes of reply.body!) {
      const text = decoder.decode(bytes)
      if (text.includes(': pulse')) screen.pulses += 1
      for (const [, data] of text.matchAll(/^data: (.*)$/gm))
        screen.heard.push((JSON.parse(data!) as { topic: string }).topic)
    }
    screen.isCut = true
  }
  if (reply.ok) read().catch(() => {})
  return screen
}
