export { MirrorPage } from './mirror-page.tsx'
