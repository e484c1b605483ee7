import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

export * from './team-contract.ts'

/** A place of the company: a shop, an agency, a plant. Its time zone dates its calls; its number is the one customers know. */
export const Site = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  /** The real number, E.164, where tracked calls are sent. */
  phone: z.string(),
  createdAt: z.iso.datetime(),
})
export type Site = z.output<typeof Site>

const name = z.string().trim().min(1).max(120)
const timeZone = z.string().trim().max(60).refine(isTimeZone, { error: 'site.unknown_time_zone' })
/** Any French or international writing; kept as E.164. */
const phone = z.string().trim().min(2).max(40)
const tag = 'Sites'

export const listSites = endpoint({
  method: 'GET',
  path: '/api/sites',
  tag,
  summary: 'List the sites',
  reply: z.object({ items: z.array(Site) }),
})
export const createSite = endpoint({
  method: 'POST',
  path: '/api/sites',
  tag,
  status: 201,
  summary: 'Create a site',
  body: z.object({ name, timeZone: timeZone.default('Europe/Paris'), phone }),
  reply: Site,
  settings: ['name', 'timeZone'],
})
export const updateSite = endpoint({
  method: 'PATCH',
  path: '/api/sites/:id',
  tag,
  summary: 'Change a site',
  params: IdParams,
  body: z.object({ name: name.optional(), timeZone: timeZone.optional(), phone: phone.optional() }),
  reply: Site,
  settings: ['name', 'timeZone'],
})

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: value }).format()
    return true
  } catch {
    return false
  }
}
