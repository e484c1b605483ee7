export { classifySource, type Source } from './source.ts'
export { collectorRoutes, trackingRoutes } from './routes.ts'
export { recordPastVisits, type PastVisit } from './past.ts'
export { createWebsite, findWebsite, listWebsites } from './websites.ts'
export { listOldVisits, removeVisits, showVisits, shownConsents, visitsOf } from './erasure-repo.ts'
export { listSeen } from './website-repo.ts'
export { behaviourOf } from './visit-repo.ts'
export {
  journeyOf,
  pagesBefore,
  touchesOf,
  visitClick,
  type VisitClick,
  visitsBefore,
  type VisitFacts,
  type VisitTouch,
} from './journeys.ts'
