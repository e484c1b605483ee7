import { setTimeout as wait } from 'node:timers/promises'
import type { CallEvent } from '#engine/interactions/contract'
import { dayIn } from './calendar.ts'
import { sites, type SiteFacts } from './company.ts'
import { drawJourney } from './journeys.ts'
import { anyCaller, ownPhone, runPhone } from './lines.ts'
import type { Outside } from './outside.ts'
import { between, chance, logNormal, pick, pickBy, type Random } from './random.ts'
import type { CampaignRun } from './runs.ts'

/** Seconds between two visitors, and between two callers who come from no page: together, a call about every half minute. */
const visitorEvery = [6, 16] as const
const callerEvery = [40, 100] as const

/**
 * What goes on while the demonstration runs. Seconds are real ones: a visitor reads, touches the number, the telephone
 * rings, somebody answers and talks.
 * @param onTrouble hears what the house refused; life goes on.
 */
export function startLife(
  outside: Outside,
  runs: CampaignRun[],
  random: Random,
  onTrouble: (error: Error) => void,
): { stop: () => Promise<void> } {
  const ending = new AbortController()
  const stories = new Set<Promise<void>>()
  const pause = (seconds: number) => wait(seconds * 1000, undefined, { signal: ending.signal })
  const begin = (story: () => Promise<void>) => {
    const told = story()
      .catch((error: Error) => {
        if (!ending.signal.aborted) onTrouble(error)
      })
      .finally(() => stories.delete(told))
    stories.add(told)
  }
  const keepUp = (every: readonly [number, number], story: (site: SiteFacts) => Promise<void>) =>
    begin(async () => {
      while (!ending.signal.aborted) {
        begin(() => story(pickBy(random, sites, ({ weight }) => weight)))
        await pause(between(random, ...every))
      }
    })

  let calls = 0
  const call = async (site: SiteFacts, to: string, caller = anyCaller(site, random), attempt = 1): Promise<void> => {
    const startedAt = new Date()
    const event: CallEvent = {
      externalId: `demo-live-${startedAt.getTime()}-${(calls += 1)}`,
      direction: 'inbound',
      from: caller,
      to,
      status: 'ringing',
      startedAt: startedAt.toISOString(),
      answeredAt: null,
      endedAt: null,
      talkSeconds: null,
    }
    const willAnswer = chance(random, site.answerRate * 0.9)
    await outside.tellCall(site, event)
    try {
      await pause(willAnswer ? between(random, 4, 18) : 26)
      if (willAnswer) {
        Object.assign(event, { status: 'in-progress', answeredAt: new Date().toISOString() })
        await outside.tellCall(site, event)
        await pause(Math.min(400, Math.max(20, logNormal(random, 90, 0.6))))
      }
    } finally {
      // Also when the demonstration stops: nobody stays on the line for ever.
      await outside.tellCall(site, hungUp(event))
    }
    if (willAnswer || !caller || attempt === 2 || chance(random, 0.5)) return
    await pause(between(random, 50, 150))
    await call(site, to, caller, attempt + 1)
  }

  const visit = async (site: SiteFacts): Promise<void> => {
    const journey = drawJourney(random, site, runs, dayIn(new Date(), site.timeZone))
    const consent = chance(random, 0.75) ? ({ c: 1, ct: 'v1' } as const) : ({ c: 0 } as const)
    let who: { v?: string; s?: string } = {}
    let referrer = journey.referrer
    let shown: string | undefined
    for (const { url, title, seconds } of journey.steps) {
      const answer = await outside.openPage(site, { u: url, r: referrer, t: title, ...consent, ...who })
      if (!answer) return
      who = { v: answer.v, s: answer.s }
      shown = answer.n[0]?.t
      referrer = url
      await pause(Math.min(seconds, 45))
    }
    const calling = chance(random, journey.source.callShare * 1.2)
    const { v, s } = who
    if (v && s && (!calling || chance(random, 0.5)))
      await outside.tellPage(site, { v, s, u: referrer, ...(calling ? { e: 'tel', n: shown } : { e: 'hide' }) })
    if (!calling) return
    await pause(between(random, 3, 12))
    await call(site, shown ?? ownPhone(site))
  }

  const ringNumber = (site: SiteFacts): Promise<void> => {
    const today = dayIn(new Date(), site.timeZone)
    const current = runs.filter(({ startsOn, endsOn }) => startsOn! <= today && (!endsOn || endsOn >= today))
    const phones = current.flatMap((run) => runPhone(site, runs, run) ?? [])
    return call(site, chance(random, 0.4) ? ownPhone(site) : pick(random, phones))
  }

  keepUp(visitorEvery, visit)
  keepUp(callerEvery, ringNumber)
  return {
    stop: async () => {
      ending.abort()
      await Promise.all(stories)
    },
  }
}

function hungUp(event: CallEvent): CallEvent {
  const endedAt = new Date()
  const talkSeconds = event.answeredAt ? Math.round((endedAt.getTime() - Date.parse(event.answeredAt)) / 1000) : 0
  return { ...event, status: event.answeredAt ? 'completed' : 'no-answer', endedAt: endedAt.toISOString(), talkSeconds }
}
