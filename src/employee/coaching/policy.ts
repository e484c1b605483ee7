import { everyRole, right, wholeRight } from '#kernel/auth'

/** One's own talks: the database shows nobody another's. */
export const readOwn = right('one_to_ones.read', ...everyRole)
export const holdOwn = right('one_to_ones.hold', ...everyRole.filter((role) => role !== 'auditor'))
/** Whether they are held and decide, by team; never what was said. */
export const readCadences = wholeRight('cadences.read', 'hr', 'supervisor', 'auditor')
export const manageCadences = wholeRight('cadences.manage', 'hr')
