import { right } from '#kernel/auth'

export const readWebhooks = right('webhooks.read', 'auditor')
export const manageWebhooks = right('webhooks.manage')
