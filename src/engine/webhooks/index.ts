export { deliverDue } from './deliver.ts'
export { tellDisabled } from './letter.ts'
export { purgeMessages, sendMessage, tellWebhooks } from './messages.ts'
export { webhookRoutes } from './routes.ts'
