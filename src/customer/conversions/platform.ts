import type { Outgoing } from '#kernel/outgoing'
import type { PlatformName } from './contract.ts'

/** What a platform is told of a call. */
export type Conversion = {
  /** The same each time: the platform takes it once. */
  id: string
  at: Date
  /** E.164; null: hidden. */
  phone: string | null
  visitorId: string
  clickedAt: Date
  clickIds: Record<string, string>
  valueCents: number | null
  talkSeconds: number
}

/** `retry`: it may be another time; without, it is refused for good. `answer`: in the platform's words, without a secret. */
export type Told = { ok: boolean; retry?: boolean; answer: string }

/** What we ask of whoever speaks to an advertising platform. Implemented by adapters/advertising. @throws {OutgoingError} */
export type Platform = (
  outgoing: Outgoing,
  destination: { settings: Record<string, string>; secret: string },
  conversion: Conversion,
) => Promise<Told>
export type Platforms = Record<PlatformName, Platform>
