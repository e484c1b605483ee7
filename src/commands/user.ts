import * as auth from '#kernel/auth'
import { Email, Name, Role, roles } from '#kernel/auth/contract'
import { type Config, ConfigError, loadConfig } from '#kernel/config'
import type { Database } from '#kernel/db'
import { openLog } from '#kernel/log'
import { openStore } from '../house.ts'
import { command, tell, UsageError } from './command.ts'

const help = `visavis user list
visavis user add ADDRESS --name NAME --role ROLE
visavis user role ADDRESS ROLE
visavis user link ADDRESS      a link to choose a password, good for one hour and once
visavis user sign-out ADDRESS  ends all sessions
visavis user second-factor-off ADDRESS  for whoever lost the telephone and the recovery codes
For whoever cannot come in any more and holds this machine. Everything is written into the audit log.

  --name  of the person
  --role  ${roles.join(', ')}
  --org   the organisation, when there are several
`
const options = { name: { type: 'string' }, role: { type: 'string' }, org: { type: 'string' } } as const

type Given = { db: Database; orgId: string; config: Config; json: boolean | undefined }

/** Each has taken what it needs from the command line before the database is opened. */
const verbs: Record<
  string,
  (words: string[], options: { name?: string; role?: string }) => (given: Given) => Promise<void>
> = {
  list: (words) => {
    enough(words, 0)
    return async ({ db, orgId, json }) => {
      for (const { email, name, role, sessions, lastSeenAt } of await db.atGate((tx) => auth.listPeople(tx, orgId)))
        tell(json, [email.padEnd(32), role.padEnd(14), `${sessions} sessions`.padEnd(12), name].join('  '), {
          email,
          name,
          role,
          sessions,
          lastSeenAt,
        })
    }
  },
  add: (words, { name, role }) => {
    enough(words, 1)
    const person = { email: address(words[0]), name: named(name), role: roleOf(role) }
    return async ({ db, orgId, config, json }) => {
      const given = await db.atGate(async (tx) => {
        await auth.addPerson(tx, orgId, person)
        return auth.passwordLink(tx, orgId, person.email, config.publicUrl)
      })
      tellLink(json, person.email, given)
    }
  },
  role: (words) => {
    enough(words, 2)
    const [email, role] = [address(words[0]), roleOf(words[1])]
    return async ({ db, orgId, json }) => {
      await db.atGate((tx) => auth.changeRole(tx, orgId, email, role))
      tell(json, `${email} is ${role} now.`, { email, role })
    }
  },
  link: (words) => {
    enough(words, 1)
    const email = address(words[0])
    return async ({ db, orgId, config, json }) =>
      tellLink(json, email, await db.atGate((tx) => auth.passwordLink(tx, orgId, email, config.publicUrl)))
  },
  'sign-out': (words) => {
    enough(words, 1)
    const email = address(words[0])
    return async ({ db, orgId, json }) => {
      const sessions = await db.atGate((tx) => auth.endSessions(tx, orgId, email))
      tell(json, `${sessions} sessions of ${email} are ended.`, { email, sessions })
    }
  },
  'second-factor-off': (words) => {
    enough(words, 1)
    const email = address(words[0])
    return async ({ db, orgId, json }) => {
      await db.atGate((tx) => auth.rescueSecondFactor(tx, orgId, email))
      tell(json, `${email} signs in with the password alone; their sessions are ended.`, { email })
    }
  },
}

export const run = command({ help, options }, async ({ values, positionals: [verb = '', ...words] }) => {
  if (!Object.hasOwn(verbs, verb)) throw new UsageError(help)
  const work = verbs[verb]!(words, values)
  const config = loadConfig()
  const store = await openStore(config, openLog('error'))
  try {
    const orgId = await store.db.atGate((tx) => auth.findOrg(tx, values.org))
    if (!orgId)
      throw new ConfigError([
        values.org
          ? `There is no organisation « ${values.org} ».`
          : 'Name the organisation with --org, or create one first: visavis start.',
      ])
    await work({ db: store.db, orgId, config, json: values.json })
  } finally {
    await store.close()
  }
})

const tellLink = (json: boolean | undefined, email: string, { link, minutes }: { link: string; minutes: number }) =>
  tell(json, `For ${email}, within ${minutes} minutes, once: ${link}`, { email, link, minutes })

function enough(words: string[], count: number) {
  if (words.length !== count) throw new UsageError(help)
}

function address(text: string | undefined): string {
  const email = Email.safeParse(text)
  if (!email.success) throw new ConfigError([`« ${text} » is not an e-mail address.`])
  return email.data
}

function named(text: string | undefined): string {
  const name = Name.safeParse(text)
  if (!name.success) throw new ConfigError(['--name is a name of 1 to 120 characters.'])
  return name.data
}

function roleOf(text: string | undefined) {
  const role = Role.safeParse(text)
  if (!role.success) throw new ConfigError([`A role is one of ${roles.join(', ')}.`])
  return role.data
}
