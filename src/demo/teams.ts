import { atSite, createTeam, inTeam, join, leave } from '#engine/people'
import { decide, listOneToOnes, prepare, setCadence } from '#employee/coaching'
import type { Database, Tx } from '#kernel/db'
import type { SiteFacts } from './company.ts'
import { between, pick, seeded, shuffled } from './random.ts'

export const firstNames =
  'Adèle Bastien Camélia Damien Elsa Fabrice Gaëlle Hakim Inès Jérôme Karima Léo Manon Nadir Océane Paul Rosalie Samuel Thaïs Victor Yasmine Zacharie'.split(
    ' ',
  )
export const lastNames =
  'Aubin Bellanger Cordier Delmas Ferrand Guérin Hamdi Joly Kervella Lacroix Mounier Noël Ouali Perrot Rolland Sauvage Tessier Vasseur'.split(
    ' ',
  )
const dayMs = 86_400_000

/** Who works at a site, in its team of the reception: one leads it, and one has gone. */
export async function staffSite(tx: Tx, site: SiteFacts, siteId: string, seed: string, now: Date): Promise<void> {
  const random = seeded(seed, 'team', site.key)
  const team = await createTeam(tx, { name: `Accueil ${site.name}`, siteId })
  const names = shuffled(random, firstNames).slice(0, 7 + Math.round(site.weight * 4))
  for (const [place, first] of names.entries()) {
    const since = new Date(now.getTime() - Math.round(between(random, 30, 1500)) * dayMs)
    const who = { name: `${first} ${pick(random, lastNames)}` }
    const leads = place === 0
    const member = await join(tx, inTeam(team.id), { who, since: since.toISOString(), leads }, now)
    const known = { who: { employeeId: member.employeeId }, since: since.toISOString() }
    const worker = await join(tx, atSite(siteId), known, now)
    if (place !== 1) continue
    const until = new Date((since.getTime() + now.getTime()) / 2).toISOString()
    await leave(tx, inTeam(team.id), member.id, until, now)
    await leave(tx, atSite(siteId), worker.id, until, now)
  }
}

/** Those at the head office, whom whoever shows the demonstration leads: their talks are theirs to read. */
export async function staffHeadOffice(
  db: Database,
  { orgId, userId, seed }: { orgId: string; userId: string; seed: string },
  now: Date,
): Promise<void> {
  const random = seeded(seed, 'head office')
  const since = new Date(now.getTime() - 400 * dayMs).toISOString()
  await db.as({ orgId, userId }, async (tx) => {
    const team = await createTeam(tx, { name: 'Siège', siteId: null })
    await join(tx, inTeam(team.id), { who: { memberId: userId }, since, leads: true }, now)
    for (const first of shuffled(random, firstNames).slice(0, 4))
      await join(tx, inTeam(team.id), { who: { name: `${first} ${pick(random, lastNames)}` }, since }, now)
    await setCadence(tx, team.id, 4)
    const [first] = await listOneToOnes(tx, userId)
    await prepare(tx, first!.id, userId, {
      pleasures: 'Le planning partagé : moins de messages le soir.',
      displeasures: 'Trois réunions le lundi matin.',
      wishes: 'Apprendre la médiation avec les clients difficiles.',
    })
    const dueOn = new Date(now.getTime() + 21 * dayMs).toISOString().slice(0, 10)
    await decide(tx, first!.id, { kind: 'skill', subject: 'Deux jours de médiation', dueOn, owedBy: 'manager' })
  })
}
