export { FaceToFace } from './face-to-face.tsx'
export { MirrorPage } from './mirror-page.tsx'
