export {
  callsOf,
  findInteractions,
  firstSpokenSince,
  forgetCallers,
  listCallers,
  listSilent,
  getInteraction,
  lockInteraction,
  spokenSince,
  recordCall,
  type CallSource,
  type RecordedInteraction,
} from './service.ts'
export { objectorsAmong, screenCallers, type Screen } from './screen.ts'
export { recordPastCalls } from './past.ts'
export { listTags, tagIdsOf, tagInteraction, tagsOf, untagInteraction } from './tags.ts'
export { interactionRoutes } from './routes.ts'
export { apiDeliveries, importDeliveries } from './deliveries.ts'
export { importCalls, type CallFile, type CallReader, type ImportReport } from './import.ts'
