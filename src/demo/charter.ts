import { makeCommitment, noteEvidence } from '#insight/charter'
import type { Database } from '#kernel/db'
import { addDays, type Day } from './calendar.ts'

/** Two promises, of which one is to be looked at again. */
export async function promise(db: Database, actor: { orgId: string; userId: string }, today: Day): Promise<void> {
  await db.as(actor, async (tx) => {
    const kept = await makeCommitment(tx, {
      title: 'Recommander sans hésiter',
      toCustomers:
        'Nous voulons que vous nous recommandiez à vos proches, et nous vous demandons pourquoi quand ce n’est pas le cas.',
      toEmployees:
        'Nous voulons que chacun recommande la maison comme lieu de travail, et nous demandons pourquoi quand ce n’est pas le cas.',
      dimension: 'recommendation',
      ownerId: actor.userId,
      reviewOn: addDays(today, 90),
    })
    await noteEvidence(tx, kept.id, {
      day: addDays(today, -20),
      words: 'Les douze agences ont présenté leurs résultats à l’équipe.',
    })
    await makeCommitment(tx, {
      title: 'Ne pas faire répéter',
      toCustomers: 'Vous expliquez votre demande une fois ; nous nous chargeons de la transmettre.',
      toEmployees: 'Une demande à l’encadrement ou à l’informatique se dit une fois, et quelqu’un la suit.',
      dimension: 'effort',
      ownerId: null,
      reviewOn: addDays(today, -5),
    })
  })
}
