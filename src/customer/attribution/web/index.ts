export { AttributionSettings } from './attribution-settings.tsx'
