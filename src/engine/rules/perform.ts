import type { Actor, Database, Tx } from '#kernel/db'
import { findEvent, refresh, setDepth } from '#kernel/events'
import { findAction, type Tools } from './action.ts'
import { findEventType } from './check.ts'
import * as repo from './firing-repo.ts'
import { timeZoneOf } from './happening.ts'
import { reasonOf } from './reason.ts'

/** The job of one effect: does it if it is not done, and notes what came of it. */
export async function performEffect(
  db: Database,
  tools: Tools,
  { orgId, effectId }: { orgId: string; effectId: string },
) {
  const org = { orgId }
  try {
    await perform(db, tools, org, effectId)
  } catch (error) {
    const { code, isFinal } = reasonOf(error)
    await db.as(org, async (tx) => {
      if (await repo.noteError(tx, effectId, code)) refresh(tx, 'rules')
    })
    if (!isFinal) throw error
  }
}

async function perform(db: Database, tools: Tools, org: { orgId: string }, effectId: string) {
  const act = await db.as(org, async (tx) => {
    const effect = await repo.findOpen(tx, effectId)
    const known = effect && (await readAct(tx, effect))
    // Its event has been purged, or a version of ours that knew this kind is gone.
    if (effect && !known) await repo.settle(tx, effectId, 'skipped')
    return known
  })
  if (!act) return
  const { kind, ...todo } = act
  if ('later' in kind) {
    const outcome = await kind.later(db, { ...todo, orgId: org.orgId }, tools)
    await note(db, org, effectId, outcome)
    return
  }
  await db.as(org, async (tx) => {
    // Two who try again at once: the second finds it done.
    if (!(await repo.lockOpen(tx, effectId))) return
    const facts = await todo.published.read(tx, todo.event)
    if (facts) {
      await setDepth(tx, todo.depth + 1)
      await kind.now(tx, { ...todo, facts, timeZone: timeZoneOf(todo.published, facts) })
    }
    await repo.settle(tx, effectId, facts ? 'done' : 'skipped')
    refresh(tx, 'rules')
  })
}

const note = (db: Database, org: Actor, effectId: string, outcome: 'done' | 'skipped') =>
  db.as(org, async (tx) => {
    await repo.settle(tx, effectId, outcome)
    refresh(tx, 'rules')
  })

async function readAct(tx: Tx, effect: repo.OpenEffect) {
  const told = await findEvent(tx, effect.event_id)
  const type = told && findEventType(told.type)
  const kind = findAction(effect.kind)
  if (!type || !kind) return undefined
  const { depth, ...event } = told
  return {
    effectId: effect.id,
    ruleId: effect.rule_id,
    settings: effect.settings,
    target: effect.target,
    event,
    depth,
    kind,
    ...type,
  }
}
