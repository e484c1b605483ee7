export { WebsitesSettings } from './websites-settings.tsx'
