export { WebhookPage } from './webhook-page.tsx'
export { WebhooksSettings } from './webhooks-settings.tsx'
export { useEventName } from './event-name.ts'
