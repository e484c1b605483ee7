import { createHmac } from 'node:crypto'
import { listConnections } from '#customer/voice/contract'
import { recordCall } from '#engine/interactions/contract'
import type { CallEvent } from '#engine/interactions/contract'
import { listWebsites } from '#customer/tracking/contract'
import { createApiKey, listApiKeys, signIn } from '#kernel/auth/contract'
import { account, cloud, type SiteFacts } from './company.ts'

const keyName = 'Standard de démonstration'
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** What a page tells, and what it is told: see `VisitMessage` of the collector. */
export type PageMessage = { u: string; r: string; t: string; c: 0 | 1; ct?: string; v?: string; s?: string }
export type PageAnswer = { n: { f: string; t: string }[]; v?: string; s?: string }

export type Outside = Awaited<ReturnType<typeof openOutside>>

/** The world outside, which knows the house by its public addresses alone: browsers, an exchange with an API key, a telephone cloud. */
export async function openOutside(address: string) {
  const post = async (path: string, body: string, headers: Record<string, string>) => {
    const response = await fetch(address + path, { method: 'POST', body, headers })
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const json = { 'content-type': 'application/json' }
  const credentials = JSON.stringify({ email: account.email, password: account.password })
  const cookie = (await post(signIn.path, credentials, json)).headers.get('set-cookie')!.split(';')[0]!
  const read = async <T>(path: string) =>
    ((await (await fetch(address + path, { headers: { cookie } })).json()) as { items: T[] }).items

  for (const { id, name } of await read<{ id: string; name: string }>(listApiKeys.path))
    if (name === keyName) await fetch(`${address}${listApiKeys.path}/${id}`, { method: 'DELETE', headers: { cookie } })
  const wish = JSON.stringify({ name: keyName, scopes: ['calls.record'] })
  const made = (await (await post(createApiKey.path, wish, { ...json, cookie })).json()) as { secret: string }
  const authorization = `Bearer ${made.secret}`
  const keys = new Map(
    (await read<{ host: string; key: string }>(listWebsites.path)).map(({ host, key }) => [host, key]),
  )
  const connection = (await read<{ name: string; voiceUrl: string; statusUrl: string }>(listConnections.path)).find(
    ({ name }) => name === cloud.name,
  )

  const hook = async (url: string, fields: Record<string, string>) => {
    const signed = Object.keys(fields)
      .toSorted()
      .map((name) => name + fields[name])
      .join('')
    await post(new URL(url).pathname, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', cloud.secret)
        .update(url + signed)
        .digest('base64'),
    })
  }

  return {
    /** Undefined from a website without the script. */
    async openPage(site: SiteFacts, page: PageMessage): Promise<PageAnswer | undefined> {
      if (site.silent) return undefined
      const body = JSON.stringify({ k: keys.get(site.host), ...page })
      const response = await post('/t/visit', body, { 'content-type': 'text/plain', 'user-agent': browser })
      return (await response.json()) as PageAnswer
    },
    async tellPage(site: SiteFacts, event: { v: string; s: string; e: 'tel' | 'hide'; u: string; n?: string }) {
      await post('/t/event', JSON.stringify({ k: keys.get(site.host), ...event }), { 'content-type': 'text/plain' })
    },
    /** What becomes of a call, told the way that its site's telephone tells. */
    async tellCall(site: SiteFacts, call: CallEvent) {
      if (site.broughtBy !== 'twiml' || !connection)
        return void (await post(recordCall.path, JSON.stringify(call), { ...json, authorization }))
      const line = { CallSid: call.externalId, From: call.from ?? 'anonymous', To: call.to, Direction: 'inbound' }
      if (call.status === 'ringing') return hook(connection.voiceUrl, { ...line, CallStatus: 'ringing' })
      if (call.status === 'in-progress') return hook(connection.statusUrl, { ...line, CallStatus: 'in-progress' })
      const talked: Record<string, string> = call.talkSeconds ? { DialCallDuration: String(call.talkSeconds) } : {}
      return hook(connection.statusUrl, { ...line, CallStatus: 'completed', DialCallStatus: call.status, ...talked })
    },
  }
}
