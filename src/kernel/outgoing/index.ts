export { openOutgoing, type Outgoing, type OutgoingRequest, type Resolve } from './client.ts'
export { readRange } from './address.ts'
export { OutgoingError } from './refusal.ts'
