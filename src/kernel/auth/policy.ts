import { right } from './rights.ts'

export const manageKeys = right('keys.manage')
