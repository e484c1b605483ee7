import { wholeRight } from '#kernel/auth'

/** What employees answered, as far as the gate of anonymity lets it be told; never one person's. */
export const readWaves = wholeRight('waves.read', 'hr', 'supervisor', 'auditor')
/** Opens a wave, hands the tickets out, closes it. */
export const manageWaves = wholeRight('waves.manage', 'hr')
