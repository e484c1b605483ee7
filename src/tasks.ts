import { advertising } from '#adapters/advertising'
import { learnModels, sendAlert } from '#customer/calls'
import { type Platforms, sendConversion } from '#customer/conversions'
import { sendDueReports, sendReport } from '#customer/reports'
import { goOnWithSurvey, goOnWithSurveys, writeInvitation } from '#customer/surveys'
import { watch } from '#customer/watch'
import { planTalks } from '#employee/coaching'
import { closeOver } from '#employee/listening'
import { runImport } from '#engine/imports'
import { settleInJob } from '#engine/intake'
import { purgePersonalData } from '#engine/privacy'
import { countAnswers } from '#engine/questionnaires'
import { performEffect } from '#engine/rules'
import { deliverDue, purgeMessages, tellDisabled } from '#engine/webhooks'
import {
  listOrgs,
  purgeAccess,
  sendChanged,
  sendInvitation,
  sendReset,
  sendSecondFactor,
  tellKeyEnds,
  warnOfEndingKeys,
} from '#kernel/auth'
import type { Config } from '#kernel/config'
import type { Database } from '#kernel/db'
import { react } from '#kernel/events'
import { forgetUnconfirmed, keyOf, openFiles } from '#kernel/files'
import { forgetReplies } from '#kernel/http'
import type { Task } from '#kernel/jobs'
import type { Mailer } from '#kernel/mail'
import type { Outgoing } from '#kernel/outgoing'
import type { Vault } from '#kernel/vault'

/** What jobs do, by their names. */
export const tasksOf = (
  db: Database,
  { publicUrl, ...place }: Config,
  {
    mailer,
    outgoing,
    vault,
    platforms = advertising(),
  }: { mailer: Mailer; outgoing: Outgoing; vault: Vault; platforms?: Platforms },
): Record<string, Task> => ({
  react: ({ orgId, ...job }) => db.as({ orgId }, (tx) => react(tx, job as { eventId: string; reader: string })),
  'answers.count': ({ orgId }) => countAnswers((work) => db.as({ orgId }, work)),
  'intake.settle': ({ orgId, deliveryId }) => settleInJob(db, { orgId }, String(deliveryId)),
  'auth.purge': async () => void (await db.atGate(purgeAccess)),
  'auth.send_invitation': ({ orgId, id }) => sendInvitation(db, mailer, publicUrl, { orgId, id: String(id) }),
  'auth.send_reset': ({ wish, email }) =>
    sendReset(db, mailer, publicUrl, { wish: String(wish), email: String(email) }),
  'auth.tell_password_changed': ({ id, email }) =>
    sendChanged(mailer, publicUrl, { id: String(id), email: String(email) }),
  'auth.tell_second_factor': ({ id, email, what }) =>
    sendSecondFactor(mailer, publicUrl, { id: String(id), email: String(email), what: String(what) }),
  'auth.tell_key_ends': ({ orgId, id }) => tellKeyEnds(db, mailer, publicUrl, { orgId, id: String(id) }),
  'auth.warn_ending_keys': () => db.atGate((tx) => warnOfEndingKeys(tx)),
  'rules.act': ({ orgId, effectId }) => performEffect(db, { mailer, publicUrl }, { orgId, effectId: String(effectId) }),
  // Letters that had begun before alerts were rules.
  'calls.send_alert': async ({ orgId, alertId }) => {
    await sendAlert(db, mailer, publicUrl, { orgId, alertId: String(alertId) })
  },
  'calls.learn': async () => {
    for (const { id: orgId } of await db.atGate(listOrgs)) await learnModels(db, orgId)
  },
  'coaching.plan': async () => {
    for (const { id: orgId } of await db.atGate(listOrgs)) await db.as({ orgId }, planTalks)
  },
  'conversions.send': ({ orgId, id }) => sendConversion(db, { outgoing, vault, platforms }, { orgId, id: String(id) }),
  'customer.watch': async () => {
    for (const { id: orgId } of await db.atGate(listOrgs)) await db.as({ orgId }, (tx) => watch(tx))
  },
  'imports.run': ({ orgId, id }) => runImport({ db, files: openFiles(place) }, { orgId, id: String(id) }),
  'privacy.purge': async () => {
    for (const { id: orgId } of await db.atGate(listOrgs)) await purgePersonalData(db, orgId)
  },
  'reports.due': async () => {
    // The last period's leave once there is a mail server.
    if (!mailer.configured) return
    for (const { id: orgId } of await db.atGate(listOrgs)) await db.as({ orgId }, (tx) => sendDueReports(tx))
  },
  'reports.send': ({ orgId, id }) => sendReport(db, mailer, publicUrl, { orgId, id: String(id) }),
  'surveys.go_on': ({ orgId, surveyId }) => goOnWithSurvey(db, vault, { orgId, surveyId: String(surveyId) }),
  'surveys.go_on_all': async () => {
    for (const { id: orgId } of await db.atGate(listOrgs)) await goOnWithSurveys(db, vault, orgId)
  },
  'surveys.write': ({ orgId, invitationId }) =>
    writeInvitation(db, { mailer, vault, publicUrl }, { orgId, invitationId: String(invitationId) }),
  'files.remove': ({ orgId, id }) => openFiles(place).remove(keyOf({ orgId, id: String(id) })),
  'files.forget': async () => {
    for (const { id: orgId } of await db.atGate(listOrgs)) await db.as({ orgId }, forgetUnconfirmed)
  },
  'http.forget_replies': async () => void (await db.atGate(forgetReplies)),
  'waves.close_over': async () => {
    for (const { id: orgId } of await db.atGate(listOrgs)) await db.as({ orgId }, (tx) => closeOver(tx))
  },
  'webhooks.deliver': ({ orgId, webhookId }) =>
    deliverDue(db, { outgoing, vault }, { orgId, webhookId: String(webhookId) }),
  'webhooks.tell_disabled': ({ orgId, webhookId }) =>
    tellDisabled(db, mailer, publicUrl, { orgId, webhookId: String(webhookId) }),
  'webhooks.purge': async ({ orgId }) => void (await db.as({ orgId }, (tx) => purgeMessages(tx))),
})

/** Those that wait for somebody else's server. */
export const patient = [
  'auth.send_invitation',
  'auth.send_reset',
  'auth.tell_key_ends',
  'auth.tell_password_changed',
  'calls.send_alert',
  'conversions.send',
  'files.remove',
  'reports.send',
  'rules.act',
  'surveys.write',
  'webhooks.deliver',
  'webhooks.tell_disabled',
]

const hourly = '17 * * * *'
/** What comes round by itself. */
export const timetable = {
  'auth.purge': hourly,
  'auth.warn_ending_keys': hourly,
  'calls.learn': hourly,
  'coaching.plan': hourly,
  'customer.watch': '*/5 * * * *',
  'files.forget': hourly,
  'http.forget_replies': hourly,
  'privacy.purge': hourly,
  'reports.due': '*/15 * * * *',
  'surveys.go_on_all': hourly,
  'waves.close_over': hourly,
}
