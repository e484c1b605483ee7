export { costWithin } from './cost.ts'
export { costFile } from './cost-file.ts'
export { campaignOf, createCampaign, findCampaign, listCampaigns } from './service.ts'
export { campaignRoutes } from './routes.ts'
