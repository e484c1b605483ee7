export { CampaignsPage } from './campaigns-page.tsx'
export { OpenSelect } from './open-select.tsx'
export { channels, useCampaignWords } from './words.ts'
