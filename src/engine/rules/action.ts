import type { z } from 'zod'
import type { Database, Tx } from '#kernel/db'
import type { Event, Published } from '#kernel/events'
import type { Mailer } from '#kernel/mail'
import type { Problem } from './check-condition.ts'
import type { InputKind } from './contract.ts'
import type { Field } from './condition.ts'
import type { Facts } from './holds.ts'

/** What a rule is about to do, for one whom it addresses. */
export type Act<S = Record<string, unknown>> = {
  effectId: string
  ruleId: string
  settings: S
  /** One of what `targets` gave; empty when the kind addresses nobody. */
  target: string
  event: Event
  published: Published
  fields: Map<string, Field>
}

export type Tools = { mailer: Mailer; publicUrl: string }

/** A kind of action. It is done once: either within the transaction in which the rule fires, or by a job. */
export type ActionKind<S extends z.ZodObject = z.ZodObject> = {
  kind: string
  settings: S
  /** How a screen asks for the settings; the same names. */
  inputs: Record<string, InputKind>
  /** Whether it can act upon an event; by default upon any. */
  fits?: (published: Published) => boolean
  /** What is wrong with settings of the right shape. */
  problems?: (settings: z.output<S>, fields: Map<string, Field>) => Problem[]
  /** References that no longer lead anywhere. */
  missing?: (tx: Tx, settings: z.output<S>) => Promise<Problem[]>
  /** Each whom it addresses gets an effect of its own, which succeeds or fails by itself. */
  targets?: (tx: Tx, settings: z.output<S>) => Promise<string[]>
} & (
  | { now: (tx: Tx, act: Act<z.output<S>> & { facts: Facts; timeZone: string }) => Promise<void> }
  | {
      /**
       * May run again after a crash: it must then do no harm. Waits for the network outside of any transaction.
       * @returns `skipped` when it is no longer called for.
       */
      later: (db: Database, act: Act<z.output<S>> & { orgId: string }, tools: Tools) => Promise<'done' | 'skipped'>
    }
)

const kinds = new Map<string, ActionKind>()

/** Opens a kind of action to rules; house.ts does so before any rule is read. Its name is kept for ever. */
export function offerAction<S extends z.ZodObject>(kind: ActionKind<S>): void {
  kinds.set(kind.kind, kind as unknown as ActionKind)
}
export const findAction = (kind: string): ActionKind | undefined => kinds.get(kind)
export const actionKinds = (): ActionKind[] => [...kinds.values()]

type Choices = (tx: Tx) => Promise<{ value: string; label: string }[]>
const choices = new Map<string, Choices>()

/** Says what can be chosen where an id names something: `campaign`, `site`… */
export function offerChoices(of: string, list: Choices) {
  choices.set(of, list)
}
export const choicesOf = (): [string, Choices][] => [...choices]
