import { wholeRight } from './rights.ts'

export const manageKeys = wholeRight('keys.manage')
