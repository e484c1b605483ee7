import type { Staff } from '#kernel/db'
import { type Role, roles } from './contract.ts'

/** What one may do, and the roles that may. `ofWhole`: it acts on what is no site's. */
export type Right = { name: string; roles: readonly Role[]; ofWhole: boolean }

const all = new Map<string, Right>()

/** Declares a right: one line per verb in a module's `policy.ts`. `owner` and `administrator` have each of these. */
export const right = (name: string, ...others: Role[]): Right =>
  declare(name, ['owner', 'administrator', ...others], false)

/** The same for what is no site's, such as a campaign or an API key: a member of some sites only does not have it. */
export const wholeRight = (name: string, ...others: Role[]): Right =>
  declare(name, ['owner', 'administrator', ...others], true)

/** What not even an administrator may. */
export const ownersRight = (name: string): Right => declare(name, ['owner'], true)

function declare(name: string, roles: Role[], ofWhole: boolean): Right {
  const declared = { name, roles, ofWhole }
  all.set(name, declared)
  return declared
}

export const everyRole = roles.filter((role) => role !== 'owner' && role !== 'administrator')
export const rightNames = (): string[] => [...all.keys()].toSorted()
/** The roles that have a right. */
export const rolesWith = (name: string): readonly Role[] => all.get(name)!.roles
export const isOfWhole = (name: string): boolean => all.get(name)?.ofWhole ?? false
/** The rights of a role; over some sites only, those that sites can bound. */
export const rightsOf = (role: Role, siteIds: readonly string[] | null): string[] =>
  rightNames().filter((name) => all.get(name)!.roles.includes(role) && (siteIds === null || !isOfWhole(name)))

/** Somebody known: a person with a session, or a program with an API key. `siteIds` null: of the whole organisation; `staff` null: of the same sites. */
export type Caller = {
  orgId: string
  userId: string
  rights: ReadonlySet<string>
  siteIds: readonly string[] | null
  staff: Staff | null
  via: 'session' | 'key'
}
