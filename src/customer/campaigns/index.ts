export { costWithin } from './cost.ts'
export { campaignOf, createCampaign, listCampaigns } from './service.ts'
export { campaignRoutes } from './routes.ts'
