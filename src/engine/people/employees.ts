import { listColleagues } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { notFound } from '#shared/errors'
import type { Employee, Who } from './contract.ts'
import * as repo from './employee-repo.ts'

/** Those who work here, and the members who are not yet among them. */
export async function listEmployees(
  tx: Tx,
): Promise<{ items: Employee[]; others: { memberId: string; name: string }[] }> {
  const items = await repo.list(tx)
  const known = new Set(items.map(({ memberId }) => memberId))
  const colleagues = (await listColleagues(tx)).filter(({ id }) => !known.has(id))
  return { items, others: colleagues.map(({ id, name }) => ({ memberId: id, name })) }
}

/** @throws {DomainError} `employee.not_found` (404). */
export async function renameEmployee(tx: Tx, id: string, name: string): Promise<Employee> {
  if (!(await find(tx, id))) throw notFound('employee', id)
  await repo.rename(tx, id, name)
  await emit(tx, 'employee.renamed', { employeeId: id })
  return (await find(tx, id))!
}

/**
 * The employee meant: known, a member's, or somebody new.
 * @throws {DomainError} `employee.not_found`, `member.not_found` (404).
 */
export async function employeeOf(tx: Tx, who: Who): Promise<string> {
  if ('employeeId' in who) {
    if (!(await find(tx, who.employeeId))) throw notFound('employee', who.employeeId)
    return who.employeeId
  }
  if ('name' in who) return employ(tx, who.name, null)
  const known = await repo.findByAccount(tx, who.memberId)
  if (known) return known.id
  const colleague = (await listColleagues(tx)).find(({ id }) => id === who.memberId)
  if (!colleague) throw notFound('member', who.memberId)
  return employ(tx, colleague.name, colleague.id)
}

async function employ(tx: Tx, name: string, memberId: string | null): Promise<string> {
  const employeeId = await repo.employ(tx, name, memberId)
  await emit(tx, 'employee.joined', { employeeId, memberId })
  return employeeId
}

const find = async (tx: Tx, id: string): Promise<Employee | undefined> => (await repo.list(tx, id))[0]
