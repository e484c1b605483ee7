export { opposedBy } from './erasure.ts'
export { offerProcessing, type Processing, type Subject } from './processing.ts'
export { purge as purgePersonalData } from './retention.ts'
export { privacyRoutes } from './routes.ts'
