export { sealDestinations } from './destinations.ts'
export type { Conversion, Platform, Platforms, Told } from './platform.ts'
export { conversionRoutes } from './routes.ts'
export { considerCall, sendConversion } from './transmit.ts'
