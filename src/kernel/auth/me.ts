import type { Me, Organisation } from './contract.ts'
import type { Member } from './repo.ts'
import { rightsOf } from './rights.ts'
import type { Method } from './session-repo.ts'

export const toMe = (member: Member, organisations: Organisation[] = [], method: Method = 'password'): Me => ({
  userId: member.account_id,
  email: member.email,
  name: member.name,
  role: member.role,
  org: { id: member.org_id, name: member.org_name },
  organisations,
  singleSignOn: method === 'single_sign_on',
  siteIds: member.scope?.siteIds ?? null,
  rights: rightsOf(member.role, member.scope?.siteIds ?? null),
})
