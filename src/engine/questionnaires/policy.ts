import { right, wholeRight } from '#kernel/auth'

export const readQuestionnaires = right('questionnaires.read', 'marketing', 'supervisor', 'adviser', 'hr', 'auditor')
/** What is asked is asked of the whole company's customers or employees. */
export const manageQuestionnaires = wholeRight('questionnaires.manage', 'marketing', 'hr')
export const openLinks = right('answer_links.open', 'marketing', 'supervisor')
export const readAnswers = right('answers.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const exportAnswers = right('answers.export', 'marketing', 'supervisor')
export const recordAnswers = right('answers.record', 'marketing', 'supervisor')
