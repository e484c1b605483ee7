import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testServer } from '#test/server'

const { databaseUrl, query, orgId, url, anonymous, signIn } = await testServer()
const visavis = fileURLToPath(new URL('../../bin/visavis', import.meta.url))
const { PATH, HOME } = process.env
async function user(...args: string[]) {
  const env = { PATH, HOME, DATABASE_URL: databaseUrl, PUBLIC_URL: url }
  const child = spawn(visavis, ['user', ...args, '--json'], { env })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err, code: code as number }
}
const told = async (...args: string[]) => {
  const { out, err, code } = await user(...args)
  expect({ err, code }).toEqual({ err: '', code: 0 })
  return out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
const email = 'camille@exemple.fr'
const password = 'une phrase assez longue'
const signInAs = (body: object) => anonymous('/api/session', { body })

test.each<[string[], string]>([
  [[], 'usage'],
  [['remove', email], 'usage'],
  [['list', email], 'usage'],
  [['role', email], 'usage'],
  [['add', 'camille', '--name', 'Camille', '--role', 'adviser'], 'config.invalid'],
  [['add', email, '--role', 'adviser'], 'config.invalid'],
  [['add', email, '--name', 'Camille', '--role', 'king'], 'config.invalid'],
  [['role', email, 'king'], 'config.invalid'],
  [['role', email, 'owner'], 'member.not_found'],
  [['link', email], 'member.not_found'],
  [['sign-out', email], 'member.not_found'],
  [['list', '--org', 'Ailleurs'], 'config.invalid'],
])('user %j is refused (%s): exit code 2', async (args, code) => {
  const result = await user(...args)
  expect(JSON.parse(result.err)).toMatchObject({ code })
  expect(result).toMatchObject({ code: 2, out: '' })
})

test('somebody is let in, has the password that they chose, and is shut out', async () => {
  const [made] = await told('add', email.toUpperCase(), '--name', 'Camille', '--role', 'owner')
  expect(made).toMatchObject({
    email,
    minutes: 60,
    link: expect.stringContaining(`${url}/nouveau-mot-de-passe/`) as string,
  })
  const token = String(made!.link).split('/').pop()!
  for (const guess of ['', 'none']) expect((await signInAs({ email, password: guess })).ok).toBe(false)
  expect((await anonymous(`/api/password-resets/${token}`, { method: 'PUT', body: { password } })).ok).toBe(true)
  expect(
    (await anonymous(`/api/password-resets/${token}`, { method: 'PUT', body: { password: `${password}.` } })).ok,
  ).toBe(false)

  const session = await signInAs({ email, password })
  expect(session.status).toBe(201)
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const me = () => anonymous('/api/session', { headers: { cookie } })
  expect((await me()).status).toBe(200)
  expect(await told('list')).toMatchObject([{ email, name: 'Camille', role: 'owner', sessions: 1 }])
  expect(await told('sign-out', email)).toEqual([{ email, sessions: 1 }])
  expect((await me()).status).toBe(401)
})

test('the last owner stays one; another may change, and owns the whole', async () => {
  const refused = await user('role', email, 'adviser')
  expect(JSON.parse(refused.err)).toMatchObject({ code: 'member.last_owner' })
  await signIn('adviser')
  const [{ email: adviser } = {}] = await query(`select email from core.account where name = 'adviser'`)
  await query(`update core.membership set whole_org = false where role = 'adviser'`)
  await told('role', String(adviser), 'owner')
  expect(
    await query(
      `select whole_org from core.membership m join core.account a on a.id = m.account_id where a.email = $1`,
      [adviser],
    ),
  ).toEqual([{ whole_org: true }])
  await told('role', email, 'adviser')
  expect((await told('list')).map(({ role }) => String(role)).toSorted()).toEqual(['adviser', 'owner'])
  expect(JSON.parse((await user('add', email, '--name', 'x', '--role', 'hr')).err)).toMatchObject({
    code: 'member.already',
  })
})

test('all of it is in the audit log, without links or addresses', async () => {
  const entries = await query(
    `select who, verb, object_type, changes from (select org_id, at, who, verb, object_type, changes from core.audit_inbox
     union all select org_id, at, who, verb, object_type, changes from core.audit_entry) e where org_id = $1 and who = 'command' order by at`,
    [orgId],
  )
  expect(entries.map(({ verb }) => verb)).toEqual([
    'member.add',
    'password.link',
    'session.end_all',
    'member.role',
    'member.role',
  ])
  expect(JSON.stringify(entries)).not.toMatch(/exemple\.fr|nouveau-mot-de-passe/)
})
