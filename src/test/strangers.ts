import { everyRole, isOfWhole } from '#kernel/auth'
import type { Role } from '#kernel/auth/contract'
import { type Closed, ofOne, type readEndpoints } from './endpoints.ts'
import { listen } from './live.ts'
import type { Client, TestServer } from './server.ts'

/** Shown to members of some sites too: see the law of the same name in kernel/db/catalogue.laws.ts. */
const ofAllSites = new Set(['GET /api/campaigns', 'GET /api/tags', 'GET /api/questionnaires'])

export type Somebody = { who: string; rights: string[]; client: Client }

export async function aPerson(house: TestServer, role: Role, siteIds?: string[]) {
  const client = await house.signIn(role, house.orgId, siteIds)
  const me = (await (await client('/api/session')).json()) as { userId: string; rights: string[] }
  return { ...me, who: role, client } satisfies Somebody
}

/**
 * Strangers of our own organisation: members of one site where nothing happens, of every role, and a program with every
 * right that sites can bound. They look around, and listen, before anything is there: whatever they see, count or hear
 * later that they did not then is of another site.
 */
export async function callStrangers(
  house: TestServer,
  owner: Client,
  { closed, request }: Pick<Awaited<ReturnType<typeof readEndpoints>>, 'closed' | 'request'>,
) {
  const reply = await owner('/api/sites', { body: { name: 'Vannes', phone: '02 61 91 09 99' } })
  const { id: siteId } = (await reply.json()) as { id: string }
  const rights = [...new Set(closed.map(({ right }) => right))].filter((right) => !isOfWhole(right))
  const program = { who: 'program', rights, client: await house.apiKey(rights, house.orgId, [siteId]) }
  const people = await Promise.all(everyRole.map((role) => aPerson(house, role, [siteId])))

  const isGlance = (one: Closed) => one.method === 'GET' && !ofOne(one) && !ofAllSites.has(one.name)
  const glances: { name: string; ask: (client: Client) => Promise<Response> }[] = []
  for (const one of closed.filter(isGlance)) glances.push({ name: one.name, ask: await request(one) })
  /** What lists, figures, searches and exports show of what is not all sites'. */
  const lookAround = async (client: Client) => {
    const seen: [name: string, status: number, body: string][] = []
    for (const { name, ask } of glances) {
      const answer = await ask(client)
      seen.push([name, answer.status, await answer.text()])
    }
    return seen
  }

  const strangers = []
  for (const one of [program, ...people] as Somebody[])
    strangers.push({ ...one, blank: await lookAround(one.client), screen: await listen(one.client) })
  return { siteId, strangers, lookAround }
}
