import { everyRole, right } from '#kernel/auth'

export const readSites = right('sites.read', ...everyRole)
export const manageSites = right('sites.manage')
