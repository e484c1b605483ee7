export { addRecipient, alertMissedCall, sendAlert } from './alerts.ts'
export { trackPastCalls } from './past.ts'
export { redateCalls, trackCall } from './tracking.ts'
export { callRoutes } from './routes.ts'
