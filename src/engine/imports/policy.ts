import { wholeRight } from '#kernel/auth'

/** Files of customers, sales and costs: what they hold is the whole organisation's. */
export const manageImports = wholeRight('imports.manage', 'marketing')
