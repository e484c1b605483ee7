import { missedCallLetterAction } from '#customer/calls'
import { listCampaigns } from '#customer/campaigns'
import { listNumbers } from '#customer/numbers'
import { listTags } from '#engine/interactions'
import { listSites } from '#engine/people'
import { mailAction, offerAction, offerChoices, tagAction, taskAction, webhookAction } from '#engine/rules'
import { listWebhookNames } from '#engine/webhooks'
import { listColleagues } from '#kernel/auth'

/** What rules can do, and what can be chosen where a rule names something. */
export function offerRuleParts() {
  offerAction(mailAction)
  offerAction(taskAction)
  offerAction(tagAction)
  offerAction(webhookAction)
  offerAction(missedCallLetterAction)

  offerChoices('site', async (tx) => (await listSites(tx)).map(({ id, name }) => ({ value: id, label: name })))
  offerChoices('campaign', async (tx) => (await listCampaigns(tx)).map(({ id, name }) => ({ value: id, label: name })))
  offerChoices('number', async (tx) =>
    (await listNumbers(tx)).map(({ id, display, label }) => ({
      value: id,
      label: [display, label].filter(Boolean).join(' · '),
    })),
  )
  offerChoices('member', async (tx) => (await listColleagues(tx)).map(({ id, name }) => ({ value: id, label: name })))
  offerChoices('tag', async (tx) => (await listTags(tx)).map(({ id, name }) => ({ value: id, label: name })))
  offerChoices('webhook', async (tx) =>
    (await listWebhookNames(tx)).map(({ id, name }) => ({ value: id, label: name })),
  )
}
