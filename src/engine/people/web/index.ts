export { SiteSelect, useSiteName } from './site-select.tsx'
export { SitesSettings } from './sites-settings.tsx'
