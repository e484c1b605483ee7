export { CallTransmissions } from './call-transmissions.tsx'
export { ConversionSettings } from './conversion-settings.tsx'
