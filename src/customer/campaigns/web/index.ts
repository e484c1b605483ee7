export { CampaignsPage } from './campaigns-page.tsx'
export { useCampaignWords } from './words.ts'
