import { wholeRight } from '#kernel/auth'

export const readWebhooks = wholeRight('webhooks.read', 'auditor')
export const manageWebhooks = wholeRight('webhooks.manage')
