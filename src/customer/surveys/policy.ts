import { wholeRight } from '#kernel/auth'

/** Who is asked is drawn from the whole organisation's file. */
export const readSurveys = wholeRight('surveys.read', 'marketing', 'supervisor', 'auditor')
export const manageSurveys = wholeRight('surveys.manage', 'marketing')
