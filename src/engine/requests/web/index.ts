export { NewRequest } from './new-request.tsx'
export { RequestsPage } from './requests-page.tsx'
