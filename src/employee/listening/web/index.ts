export { WavePage } from './wave-page.tsx'
export { WavesPage } from './waves-page.tsx'
