export { Crash } from './crash.tsx'
export { NotFound } from './not-found.tsx'
export { SettingsLayout } from './settings-layout.tsx'
export { Shell } from './shell.tsx'
