export { CharterPage } from './charter-page.tsx'
