export { IntakeSettings } from './intake-settings.tsx'
