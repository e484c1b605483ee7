export { type AnsweringGroup, gate, type HiddenBecause, leastAnswers } from './gate.ts'
