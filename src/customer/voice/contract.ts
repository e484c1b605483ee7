import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'

export const Provider = z.enum(['twilio', 'signalwire', 'telnyx'])
export type Provider = z.output<typeof Provider>

/** A telephone cloud whose voice webhook brings the calls. Its secret goes in and never comes out. */
export const VoiceConnection = z.object({
  id: z.uuid(),
  name: z.string(),
  provider: Provider,
  /** To give to the cloud: « a call comes in », and « call status changes ». */
  voiceUrl: z.string(),
  statusUrl: z.string(),
  lastDeliveryAt: z.iso.datetime().nullable(),
  /** Deliveries refused since the creation because their signature was wrong. */
  forged: z.number().int(),
  createdAt: z.iso.datetime(),
})
export type VoiceConnection = z.output<typeof VoiceConnection>

const tag = 'Voice connections'
export const listConnections = endpoint({
  method: 'GET',
  path: '/api/voice-connections',
  tag,
  summary: 'List the telephone clouds',
  reply: z.object({ items: z.array(VoiceConnection) }),
})
export const createConnection = endpoint({
  method: 'POST',
  path: '/api/voice-connections',
  tag,
  status: 201,
  summary: 'Connect a telephone cloud',
  body: z.object({
    name: z.string().trim().min(1).max(80),
    provider: Provider,
    /** Twilio: auth token; SignalWire: signing key; Telnyx: public key, base64. */
    secret: z.string().trim().min(5).max(500),
  }),
  reply: VoiceConnection,
  settings: ['name', 'provider'],
})
export const removeConnection = endpoint({
  method: 'DELETE',
  path: '/api/voice-connections/:id',
  tag,
  summary: 'Disconnect a telephone cloud',
  params: IdParams,
  reply: Empty,
})
