import type { QuestionnaireTemplate } from '../contract.ts'
import { afterComplaint, afterContact, callMe, relation, visit } from './customers.ts'
import { barometer, pulse } from './employees.ts'

/** What one may begin from. */
export const templates: readonly QuestionnaireTemplate[] = [
  { id: 'after-contact', audience: 'customers', definition: afterContact },
  { id: 'relation', audience: 'customers', definition: relation },
  { id: 'visit', audience: 'customers', definition: visit },
  { id: 'after-complaint', audience: 'customers', definition: afterComplaint },
  { id: 'call-me', audience: 'customers', definition: callMe },
  { id: 'barometer', audience: 'employees', definition: barometer },
  { id: 'pulse', audience: 'employees', definition: pulse },
]
