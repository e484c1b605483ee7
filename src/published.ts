import { aboutCall, callFacts, findCalls } from '#customer/calls'
import { CallFacts } from '#customer/calls/contract'
import { findCampaign } from '#customer/campaigns'
import { Campaign } from '#customer/campaigns/contract'
import { findNumber, findPool } from '#customer/numbers'
import { Pool, TrackedNumber } from '#customer/numbers/contract'
import { findWebsite } from '#customer/tracking'
import { DeclaredWebsite } from '#customer/tracking/contract'
import { findRefused } from '#engine/intake'
import { RefusedDelivery } from '#engine/intake/contract'
import { getSite } from '#engine/people'
import { Site } from '#engine/people/contract'
import { getWave } from '#employee/listening'
import { WaveFall } from '#employee/listening/contract'
import { findGiven } from '#engine/questionnaires'
import { GivenAnswer } from '#engine/questionnaires/contract'
import { findRequests } from '#engine/requests'
import { Request } from '#engine/requests/contract'
import { Peak, SilentNumber, SilentWebsite, Wave } from '#customer/watch/contract'
import { publish } from '#kernel/events'

/** What the house tells rules and integrators. Each is a promise: its type and its fields stay. */
export function publishEvents() {
  for (const type of ['call.tracked', 'interaction.tagged'])
    publish(type, CallFacts, async (tx, event) => (await callFacts(tx, [event]))[0], {
      // Each tag that a call receives is one more thing that happens to it.
      about: type === 'call.tracked' ? aboutCall : { ...aboutCall, subject: undefined, at: undefined },
      readMany: callFacts,
    })
  for (const type of ['request.opened', 'request.assigned', 'request.closed', 'request.reopened'])
    publish(type, Request, async (tx, { data }) => (await findRequests(tx, [String(data.requestId)]))[0], {
      about: {
        interaction: 'interactionId',
        site: 'siteId',
        timeZone: 'timeZone',
        title: ['subject'],
        path: '/a-faire/{id}',
        choices: { siteId: 'site', ownerId: 'member' },
      },
    })
  publish('answer.given', GivenAnswer, (tx, { data }) => findGiven(tx, String(data.answerId)), {
    about: {
      site: 'siteId',
      timeZone: 'timeZone',
      at: ['answeredAt'],
      title: ['questionnaireName'],
      path: '/ecoute/reponses/{id}',
      choices: { siteId: 'site' },
    },
  })
  publish(
    'wave.deteriorated',
    WaveFall,
    async (tx, { data }) => {
      const { id, name } = await getWave(tx, String(data.waveId))
      const siteId = (data.siteId ?? null) as string | null
      const siteName = siteId && (await getSite(tx, siteId)).name
      return { id, name, siteId, siteName, theme: String(data.theme), change: Number(data.change) }
    },
    { about: { site: 'siteId', title: ['theme', 'siteName'], path: '/barometre/{id}', choices: { siteId: 'site' } } },
  )
  publish('delivery.refused', RefusedDelivery, (tx, { data }) => findRefused(tx, String(data.deliveryId)), {
    about: { title: ['reason'], path: '/reglages/arrivees' },
  })

  for (const type of ['site.created', 'site.changed'])
    publish(type, Site, (tx, { data }) => getSite(tx, String(data.siteId)), {
      about: { site: 'id', timeZone: 'timeZone', title: ['name'], path: '/reglages/sites' },
    })
  for (const type of ['campaign.created', 'campaign.changed'])
    publish(type, Campaign, (tx, { data }) => findCampaign(tx, String(data.campaignId)), {
      about: { title: ['name'], path: '/campagnes' },
    })
  for (const type of ['number.tracked', 'number.retired', 'number.restored', 'number.priced'])
    publish(type, TrackedNumber, (tx, { data }) => findNumber(tx, String(data.numberId)), {
      about: { site: 'siteId', title: ['e164'], path: '/numeros', choices: { siteId: 'site', campaignId: 'campaign' } },
    })
  for (const type of ['pool.filled', 'pool.busy', 'pool.exhausted'])
    publish(type, Pool, (tx, { data }) => findPool(tx, String(data.poolId)), {
      about: { site: 'siteId', title: ['name'], path: '/numeros', choices: { siteId: 'site' } },
    })
  publish('website.declared', DeclaredWebsite, (tx, { data }) => findWebsite(tx, String(data.websiteId)), {
    about: { site: 'siteId', title: ['host'], path: '/reglages/sites-web', choices: { siteId: 'site' } },
  })
  publish('website.silent', SilentWebsite, (tx, { data }) => findWebsite(tx, String(data.websiteId)), {
    about: { site: 'siteId', title: ['host'], path: '/reglages/sites-web', choices: { siteId: 'site' } },
  })
  publish(
    'number.silent',
    SilentNumber,
    async (tx, { data }) => {
      const number = await findNumber(tx, String(data.numberId))
      return number && { ...number, days: Number(data.days) }
    },
    {
      about: { site: 'siteId', title: ['e164'], path: '/numeros', choices: { siteId: 'site', campaignId: 'campaign' } },
    },
  )
  publish(
    'site.peak',
    Peak,
    async (tx, { data }) => {
      const { id, name } = await getSite(tx, String(data.siteId))
      return { siteId: id, siteName: name, received: Number(data.received), usual: Number(data.usual) }
    },
    { about: { site: 'siteId', title: ['siteName'], path: '/appels', choices: { siteId: 'site' } } },
  )
  publish(
    'caller.wave',
    Wave,
    async (tx, { data }) => {
      const [call] = await findCalls(tx, [String(data.callId)])
      const { id, siteId, caller } = call ?? {}
      return id && siteId
        ? { id, siteId, caller: caller ?? null, calls: Number(data.calls), numbers: Number(data.numbers) }
        : undefined
    },
    { about: { site: 'siteId', title: ['caller'], path: '/appels/{id}', choices: { siteId: 'site' } } },
  )
}
