export {
  type Face,
  type FaceCount,
  type FaceFacts,
  type FaceMean,
  type FaceMeans,
  offerFace,
  readFace,
  siteNames,
} from './faces.ts'
export { type AnsweringGroup, gate, type HiddenBecause, leastAnswers } from './gate.ts'
