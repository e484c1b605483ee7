export { readLeast } from './anonymity.ts'
export {
  type Face,
  type FaceCount,
  type FaceFacts,
  type FaceMean,
  type FaceMeans,
  latestDay,
  listOccasions,
  offerFace,
  readFace,
  placeNames,
} from './faces.ts'
export { type KeptAt, type KeptCount, offerKept, readKept } from './kept.ts'
export { everybody, gatePlaces, keyOfSite, keyOfTeam, keysOf, type Place } from './places.ts'
export { type AnsweringGroup, gate, type HiddenBecause, leastAnswers } from './gate.ts'
export { anonymityRoutes } from './routes.ts'
