import { z } from 'zod'
import { endpoint, IdParams, page, PageQuery } from '#shared/endpoint'

/** A customer in the company's own file. */
export const Contact = z.object({
  id: z.uuid(),
  /** The company's own name of them; null: they are known by their address or number. */
  reference: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  /** Numbers that are theirs today, E.164. */
  phones: z.array(z.string()),
  /** How many sales, and their sum in cents of euros. */
  sales: z.number().int(),
  valueCents: z.number().int(),
  lastSoldOn: z.iso.date().nullable(),
  erased: z.boolean(),
})
export type Contact = z.output<typeof Contact>

export const Sale = z.object({
  id: z.uuid(),
  /** Of the order or invoice. */
  reference: z.string().nullable(),
  soldOn: z.iso.date(),
  amountCents: z.number().int(),
  label: z.string(),
})
export type Sale = z.output<typeof Sale>

export const ContactDetail = Contact.extend({
  /** Every number that is or was theirs. `sharedWith`: who else has it today. */
  numbers: z.array(
    z.object({
      phone: z.string(),
      since: z.iso.datetime().nullable(),
      until: z.iso.datetime().nullable(),
      sharedWith: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  ),
  latestSales: z.array(Sale),
})
export type ContactDetail = z.output<typeof ContactDetail>

const reference = z.string().trim().min(1).max(100)
const told = {
  reference: reference.nullable().default(null),
  name: z.string().trim().max(200).default(''),
  email: z.email().max(254).toLowerCase().nullable().default(null),
  /** In any writing. */
  phones: z.array(z.string().trim().min(2).max(40)).max(10).default([]),
}
export const ToldContact = z.object(told)
export type ToldContact = z.output<typeof ToldContact>
export const ToldSale = z.object({
  /** Of the order or invoice: told again with another amount, it is the same sale corrected; 0: it was cancelled. */
  reference,
  soldOn: z.iso.date(),
  amountCents: z.number().int().min(0).max(1_000_000_000_00),
  label: z.string().trim().max(200).default(''),
  /** By whatever the company knows them; somebody new when nobody is known so. */
  customer: z.object(told),
})
export type ToldSale = z.output<typeof ToldSale>

/** What has become of each item, in their order. */
const Settled = z.object({
  items: z.array(
    z.object({
      outcome: z.enum(['created', 'changed', 'unchanged', 'refused']),
      /** Why it is refused. */
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
})

const tag = 'Customers'
export const listContacts = endpoint({
  method: 'GET',
  path: '/api/contacts',
  tag,
  summary: 'List customers by name',
  query: PageQuery.extend({
    /** Part of a name, reference or address, or at least four digits of a number. */
    search: z.string().trim().max(100).optional(),
  }),
  reply: page(Contact),
  sees: 'people',
})
export const getContact = endpoint({
  method: 'GET',
  path: '/api/contacts/:id',
  tag,
  summary: 'One customer: numbers, latest sales (50 at most)',
  params: IdParams,
  reply: ContactDetail,
  sees: 'people',
})
export const tellContacts = endpoint({
  method: 'POST',
  path: '/api/contacts',
  tag,
  summary: 'Tell customers, 1,000 at most; told again they change nothing',
  body: z.object({ items: z.array(ToldContact).min(1).max(1000) }),
  reply: Settled,
})
export const tellSales = endpoint({
  method: 'POST',
  path: '/api/sales',
  tag,
  summary: 'Tell sales, 1,000 at most; told again they change nothing',
  body: z.object({ items: z.array(ToldSale).min(1).max(1000) }),
  reply: Settled,
})
export const eraseContact = endpoint({
  method: 'DELETE',
  path: '/api/contacts/:id',
  tag,
  summary: 'Erase who a customer is; their sales are counted as before',
  params: IdParams,
  reply: Contact,
})
