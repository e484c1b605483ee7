export { forget as forgetInvitees, purge as purgeInvitees, show as showInvitations } from './erasure-repo.ts'
export { goOn as goOnWithSurvey, goOnAll as goOnWithSurveys } from './going.ts'
export { surveyRoutes } from './routes.ts'
export { writeInvitation } from './write.ts'
