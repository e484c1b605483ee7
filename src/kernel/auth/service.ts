import type { Tx } from '#kernel/db'
import { conflict } from '#shared/errors'
import { findProgram } from './api-keys.ts'
import type { Me, Role } from './contract.ts'
import { toMe } from './me.ts'
import * as repo from './repo.ts'
import { type Caller, rightsOf } from './rights.ts'
import { hashPassword } from './secrets.ts'
import { findSessionMember } from './sessions.ts'

/** @throws {DomainError} `setup.already_done` (409) once there is an organisation. */
export async function setUp(
  tx: Tx,
  input: { org: string; name: string; email: string; password: string },
): Promise<Me> {
  if (await repo.lockSetup(tx)) throw conflict('setup.already_done')
  const org_id = await repo.insertOrg(tx, input.org)
  const account_id = await repo.insertMember(tx, {
    org_id,
    email: input.email,
    name: input.name,
    password_hash: await hashPassword(input.password),
    role: 'owner',
  })
  const member = { account_id, org_id, org_name: input.org, email: input.email, name: input.name }
  return toMe({ ...member, role: 'owner', scope: null }, [{ id: org_id, name: input.org }])
}

/**
 * Who calls: an API key goes before a session, so that a program is never taken for the person at the screen.
 * @param quietly it only listens: the session is not kept alive.
 * @throws {DomainError} `api_key.expired`, `api_key.suspended` (401).
 */
export async function findCaller(
  tx: Tx,
  { bearer, token, quietly }: { bearer?: string; token?: string; quietly?: boolean },
): Promise<Caller | undefined> {
  if (bearer !== undefined) return findProgram(tx, bearer)
  const member = token ? await findSessionMember(tx, token, { quietly }) : undefined
  if (!member) return undefined
  return toCaller(member)
}

/** Whoever the house works for while they are away, with the rights and sites that they have today. At the gate. */
export async function findMember(
  tx: Tx,
  { orgId, memberId }: { orgId: string; memberId: string },
): Promise<{ caller: Caller; email: string; org: string } | undefined> {
  const member = await repo.findMembership(tx, orgId, memberId)
  return member && { caller: toCaller(member), email: member.email, org: member.org_name }
}

function toCaller(member: repo.Member): Caller {
  const siteIds = member.scope?.siteIds ?? null
  return {
    orgId: member.org_id,
    userId: member.account_id,
    rights: new Set(rightsOf(member.role, siteIds)),
    siteIds,
    staff: member.scope?.staff ?? null,
    via: 'session',
  }
}

/** What the transaction's organisation is called. */
export const orgName = (tx: Tx): Promise<string> => repo.orgName(tx)

/** Today's names of people, service accounts and API keys, by id: for a log that keeps ids only. */
export const actorNames = async (tx: Tx, ids: string[]): Promise<Map<string, string>> =>
  new Map(ids.length === 0 ? [] : (await repo.namesOf(tx, ids)).map(({ id, name }) => [id, name]))

export const listActors = (tx: Tx, orgId: string) => repo.listActors(tx, orgId)

/** For tests and seeds: a person of a given role in an organisation of its own or an existing one. */
export async function addMember(
  tx: Tx,
  input: { orgId?: string; org?: string; email: string; name: string; password: string; role: Role },
): Promise<Me> {
  const org_id = input.orgId ?? (await repo.insertOrg(tx, input.org ?? input.name))
  const account_id = await repo.insertMember(tx, {
    org_id,
    email: input.email,
    name: input.name,
    password_hash: await hashPassword(input.password),
    role: input.role,
  })
  const member = { account_id, org_id, org_name: input.org ?? '', email: input.email, name: input.name }
  return toMe({ ...member, role: input.role, scope: null })
}
