import type { Provider } from '../contract.ts'

/** As the companies write themselves. */
export const providerNames: Record<Provider, string> = { twilio: 'Twilio', signalwire: 'SignalWire', telnyx: 'Telnyx' }
