import { type Role, roles } from './contract.ts'

/** What one may do, and the roles that may. */
export type Right = { name: string; roles: readonly Role[] }

const all = new Map<string, Right>()

/** Declares a right: one line per verb in a module's `policy.ts`. `owner` and `administrator` have every right. */
export function right(name: string, ...others: Role[]): Right {
  const declared = { name, roles: ['owner', 'administrator', ...others] as const }
  all.set(name, declared)
  return declared
}

export const everyRole = roles.filter((role) => role !== 'owner' && role !== 'administrator')
export const rightNames = (): string[] => [...all.keys()].toSorted()
/** The roles that have a right. */
export const rolesWith = (name: string): readonly Role[] => all.get(name)!.roles
export const rightsOf = (role: Role): string[] => rightNames().filter((name) => all.get(name)!.roles.includes(role))

/** Somebody known: a person with a session, or a program with an API key. */
export type Caller = { orgId: string; userId: string; rights: ReadonlySet<string>; via: 'session' | 'key' }
