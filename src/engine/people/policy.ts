import { everyRole, right } from '#kernel/auth'

export const readSites = right('sites.read', ...everyRole)
export const manageSites = right('sites.manage')
/** Teams, who is in them, and who works where. */
export const readTeams = right('teams.read', 'supervisor', 'adviser', 'hr', 'auditor')
export const manageTeams = right('teams.manage', 'hr')
