export { type Buyer, buyersOf, type Holder, holdersOf, holds, phonesOf } from './buyers.ts'
export { contactFile, saleFile } from './files.ts'
export { forgetContactsWith, purgeContacts, showContacts } from './erasure.ts'
export { crmRoutes } from './routes.ts'
