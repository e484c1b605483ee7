import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTeam, inTeam, join } from '#engine/people'
import { anOrg, aSite } from '#test/factories'
import { testServer } from '#test/server'
import type { Mirror } from './contract.ts'

const { query, db, signIn, orgId } = await testServer()
const hr = await signIn('hr')
const rival = await signIn('hr', (await anOrg(query)).orgId)
const site = await aSite(db, { orgId }, { name: 'Lyon' })
const team = await db.as({ orgId }, (tx) => createTeam(tx, { name: 'Accueil', siteId: site.id }))
const manager = randomUUID()
const ago = (days: number) => new Date(Date.now() - days * 86_400_000)

/** What was owed until yesterday, by a manager to somebody of the team or to a customer. */
async function owe({ employee, kept, owner = manager }: { employee?: string; kept: boolean; owner?: string }) {
  const [customer] = await query(`insert into engine.person (org_id) values ($1) returning id`, [orgId])
  const [request] = await query(
    `insert into engine.request (org_id, subject, due_at, closed_at, owner_id, between_two, site_id, person_id)
     values ($1, 'Rappeler', $2, $3, $4, $5, $6, $7) returning id`,
    [orgId, ago(1), kept ? ago(2) : null, owner, employee ? [manager] : null, site.id, employee ? null : customer!.id],
  )
  if (!employee) return
  const [talk] = await query(
    `insert into employee.one_to_one (org_id, team_id, employee_id, manager_id, due_on, held_on)
     values ($1, $2, $3, $4, $5, $5) returning id`,
    [orgId, team.id, employee, manager, ago(30)],
  )
  await query(
    `insert into employee.one_to_one_decision (org_id, one_to_one_id, request_id, kind) values ($1, $2, $3, 'decision')`,
    [orgId, talk!.id, request!.id],
  )
}
const anEmployee = (n: number) =>
  db.as({ orgId }, async (tx) => (await join(tx, inTeam(team.id), { who: { name: `Personne ${n}` } })).employeeId)
const keptIn = async (as = hr) => {
  const { places } = (await (await as('/api/mirror')).json()) as Mirror
  return places[0]!.rows.find(({ dimension }) => dimension === 'kept')
}

test('what was owed to employees and to customers, and done in time', async () => {
  expect(await keptIn()).toBeUndefined()
  for (let n = 0; n < 4; n += 1) await owe({ employee: await anEmployee(n), kept: n > 0 })
  for (let n = 0; n < 30; n += 1) await owe({ kept: n >= 3 })
  const few = await keptIn()
  expect(few).toMatchObject({ employees: { hidden: 'too_few' }, customers: { n: 30, value: 90 }, gap: null })

  for (let n = 4; n < 10; n += 1) await owe({ employee: await anEmployee(n), kept: n > 6 })
  // What the employee owes is no promise to them.
  await owe({ employee: await anEmployee(10), kept: false, owner: randomUUID() })
  const told = (await keptIn())!
  expect(told).toMatchObject({ employees: { n: 10, value: 60 }, gap: { value: expect.closeTo(-30, 9) as number } })
  expect(told.gap!.lo).toBeLessThan(-30)
  expect(await keptIn(rival)).toBeUndefined()
})

test('the application reads how many, never which', async () => {
  const rows = await db.as({ orgId }, (tx) => tx.selectFrom('employee.one_to_one_decision').selectAll().execute())
  expect(rows).toEqual([])
})
