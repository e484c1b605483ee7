export { twimlDeliveries, voiceHooks } from './hooks.ts'
export { createConnection, sealConnections } from './service.ts'
export { voiceRoutes } from './routes.ts'
export type { VoiceCloud } from './cloud.ts'
