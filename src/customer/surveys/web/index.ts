export { NewSurveyPage } from './new-survey-page.tsx'
export { Respondent } from './respondent.tsx'
export { SurveyPage } from './survey-page.tsx'
export { SurveysPage } from './surveys-page.tsx'
