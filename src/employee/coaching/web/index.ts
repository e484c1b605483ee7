export { OneToOnePage } from './one-to-one-page.tsx'
export { OneToOnesPage } from './one-to-ones-page.tsx'
