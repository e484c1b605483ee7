import type { Tx } from '#kernel/db'
import type { Parameters, SiteModel } from './contract.ts'

type Learnt = {
  parameters: Parameters
  cases: SiteModel['cases']
  reliability: Pick<SiteModel, 'reliability' | 'calibrationError'>
}

export async function find(tx: Tx, siteId: string): Promise<(Learnt & { learntAt: Date }) | undefined> {
  const row = await tx
    .selectFrom('customer.attribution_model')
    .select(['learnt_at', 'parameters', 'cases', 'reliability'])
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row && { ...(row as unknown as Learnt), learntAt: row.learnt_at }
}

export async function save(
  tx: Tx,
  siteId: string,
  { parameters, cases, reliability }: Learnt,
  now: Date,
): Promise<void> {
  const values = {
    learnt_at: now,
    parameters: JSON.stringify(parameters),
    cases: JSON.stringify(cases),
    reliability: JSON.stringify(reliability),
  }
  await tx
    .insertInto('customer.attribution_model')
    .values({ site_id: siteId, ...values })
    .onConflict((c) => c.columns(['org_id', 'site_id']).doUpdateSet(values))
    .execute()
}
