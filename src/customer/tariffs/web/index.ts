export { SpecialNumbersPage } from './special-numbers-page.tsx'
