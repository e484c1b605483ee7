export { answeringRoutes } from './answering-routes.ts'
export { countAnswers, findGiven } from './answers.ts'
export { questionnaireRoutes } from './routes.ts'
