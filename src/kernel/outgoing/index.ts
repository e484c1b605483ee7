export { openOutgoing, type Outgoing, type OutgoingRequest, type Resolve } from './client.ts'
export { isReachable, readRange } from './address.ts'
export { OutgoingError } from './refusal.ts'
