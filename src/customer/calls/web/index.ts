export { AlertsSettings } from './alerts-settings.tsx'
export { CallPage } from './call-page.tsx'
export { CallsPage } from './calls-page.tsx'
export { TodayPage } from './today-page.tsx'
