import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { readCalls } from '#adapters/cdr'
import * as twiml from '#adapters/twiml'
import { attributionRoutes } from '#customer/attribution'
import {
  callRoutes,
  countSalesOf,
  openTally,
  qualifyAgain,
  redateCalls,
  retagCall,
  trackCall,
  trackImported,
} from '#customer/calls'
import { campaignRoutes, costFile } from '#customer/campaigns'
import { considerCall, conversionRoutes } from '#customer/conversions'
import { contactFile, crmRoutes, saleFile } from '#customer/crm'
import { numberRoutes } from '#customer/numbers'
import { reportRoutes } from '#customer/reports'
import { surveyRoutes } from '#customer/surveys'
import { tariffRoutes } from '#customer/tariffs'
import { collectorRoutes, trackingRoutes } from '#customer/tracking'
import { twimlDeliveries, voiceHooks, voiceRoutes } from '#customer/voice'
import { coachingRoutes, keptToEmployees } from '#employee/coaching'
import { importRoutes, offerImport } from '#engine/imports'
import { intakeRoutes, onDelivery } from '#engine/intake'
import { ballotRoutes, employeesFace, employeesOccasions, waveRoutes } from '#employee/listening'
import { apiDeliveries, importDeliveries, interactionRoutes, screenCallers } from '#engine/interactions'
import { peopleRoutes, teamRoutes } from '#engine/people'
import { consentRoutes, openJournal, opposedBy, privacyRoutes } from '#engine/privacy'
import { anonymityRoutes, offerFace, offerKept } from '#engine/measures'
import { answeringRoutes, customersFace, questionnaireRoutes } from '#engine/questionnaires'
import { keptToCustomers, requestRoutes } from '#engine/requests'
import { ruleRoutes, runRules } from '#engine/rules'
import { solicitationRoutes } from '#engine/solicitations'
import { tellWebhooks, webhookRoutes } from '#engine/webhooks'
import { charterRoutes } from '#insight/charter'
import { mirrorRoutes } from '#insight/mirror'
import { openSealer } from '#kernel/audit'
import { hasOrg, setUp } from '#kernel/auth'
import { settleRestores } from '#kernel/backup'
import { type Config, does, version } from '#kernel/config'
import { type Database, databaseUrl, migrate, openDatabase } from '#kernel/db'
import { onEvent } from '#kernel/events'
import { openFiles } from '#kernel/files'
import { buildServer } from '#kernel/http'
import { startWorker, type Worker } from '#kernel/jobs'
import { openLive } from '#kernel/live'
import { type Log, openLog } from '#kernel/log'
import { type Mailer, openMailer } from '#kernel/mail'
import { openMetrics } from '#kernel/metrics'
import { openOutgoing, type Resolve } from '#kernel/outgoing'
import { openTracing } from '#kernel/trace'
import { openVault } from '#kernel/vault'
import { DomainError } from '#shared/errors'
import { startDailyBackups } from './daily-backup.ts'
import { measure } from './measures.ts'
import { offerProcessings } from './privacy-parts.ts'
import { publishEvents } from './published.ts'
import { offerRuleParts } from './rule-parts.ts'
import { followRestores, sealSecrets, unlessLost } from './sealing.ts'
import { patient, tasksOf, timetable } from './tasks.ts'
import { buildAnsweringPage } from './answering/build.ts'
import { buildWidget } from './widget/build.ts'

/** Who listens to whom: every wire between rooms that do not know each other. */
export function wire() {
  onEvent('call.told', 'calls.track', trackCall)
  onEvent('calls.imported', 'calls.track_imported', trackImported)
  onEvent('heard', 'rules.run', runRules)
  onEvent('interaction.tagged', 'calls.tag', retagCall)
  onEvent('interaction.untagged', 'calls.untag', retagCall)
  onEvent('call.tracked', 'conversions.consider', considerCall)
  onEvent('call.judged', 'conversions.consider_again', considerCall)
  onEvent('contacts.changed', 'calls.count_sales', countSalesOf)
  onEvent('qualification.changed', 'calls.qualify', qualifyAgain)
  onEvent('site.zone_changed', 'calls.redate', redateCalls)
  // Before missed-call alerts were rules they had a reader of their own: jobs of that name may wait in a queue.
  onEvent('nothing', 'calls.alert_missed', runRules)
  onEvent('heard', 'webhooks.tell', tellWebhooks)
  offerFace('customers', customersFace)
  offerKept('customers', keptToCustomers)
  offerKept('employees', keptToEmployees)
  offerFace('employees', employeesFace, employeesOccasions)
  publishEvents()
  offerRuleParts()
  offerProcessings()
  offerImport(contactFile, saleFile, costFile)
  onDelivery('twiml', twimlDeliveries(twiml))
  onDelivery('api', apiDeliveries)
  onDelivery('import', importDeliveries(readCalls))
}

/** The database at its latest shape, ready for work; for the server and for commands beside it. */
export async function openStore(
  config: Config,
  log: Log,
): Promise<{ db: Database; url: string; close: () => Promise<void> }> {
  const source = await databaseUrl(config)
  await migrate(source.url)
  const db = openDatabase(source.url, {
    onError: (error) => log.warn(`A database connection was lost: ${error.message}`),
  })
  return {
    db,
    url: source.url,
    close: async () => {
      await db.close()
      await source.release()
    },
  }
}

export type House = { address: string; db: Database; app: FastifyInstance; close: () => Promise<void> }

/**
 * Opens everything: database, worker, live screens, HTTP. `close` finishes what is under way, then lets go.
 * @param postman who carries the letters; by default the mail server of the configuration.
 * @param resolve who knows the names that users type; by default the system.
 */
export async function openHouse(given: Config, postman?: Mailer, resolve?: Resolve): Promise<House> {
  const config = given.port === 0 ? await onFreePort(given) : given
  const log = openLog(config.logLevel)
  wire()
  const endTracing = await openTracing(version)
  const store = await openStore(config, log)
  const { db } = store
  const vault = await openVault(config)
  await sealSecrets(db, vault, log)
  followRestores(vault, config)
  await settleRestores(db).catch(unlessLost(log, { of: 'the erased' }))
  screenCallers(opposedBy(vault))
  await createFirstOrganisation(db, config)

  const metrics = openMetrics()
  const mailer = metrics.countLetters(
    postman ?? openMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom, publicUrl: config.publicUrl }),
  )
  const outgoing = openOutgoing({ ...config, resolve })
  const files = openFiles(config)
  const live = await openLive(store.url, log)
  measure(metrics, { db, live, config })
  const { code } = await buildWidget()
  const tally = openTally(db, config.countInMemoryFrom ?? 'off', ({ message }) =>
    log.warn(`Calls could not be read into memory, the database counts them: ${message}`),
  )
  const answeringPage = await buildAnsweringPage()
  const modules = [
    peopleRoutes,
    teamRoutes,
    interactionRoutes,
    intakeRoutes,
    requestRoutes,
    solicitationRoutes,
    questionnaireRoutes,
    answeringRoutes(answeringPage),
    anonymityRoutes,
    waveRoutes,
    ballotRoutes(answeringPage),
    coachingRoutes,
    mirrorRoutes,
    charterRoutes,
    ruleRoutes,
    consentRoutes,
    privacyRoutes(openJournal(config.dataDir)),
    campaignRoutes,
    importRoutes,
    crmRoutes,
    conversionRoutes,
    numberRoutes,
    tariffRoutes,
    trackingRoutes,
    collectorRoutes(code),
    voiceRoutes,
    voiceHooks(twiml),
    attributionRoutes,
    callRoutes(mailer, tally),
    reportRoutes(mailer, tally),
    surveyRoutes,
    webhookRoutes(outgoing),
  ]
  const topics = {
    answers: 'answers.read',
    calls: 'calls.read',
    contacts: 'contacts.read',
    conversions: 'conversions.read',
    imports: 'imports.manage',
    deliveries: 'intake.read',
    websites: 'websites.read',
    numbers: 'numbers.read',
    one_to_ones: 'one_to_ones.read',
    questionnaires: 'questionnaires.read',
    requests: 'requests.read',
    rules: 'rules.read',
    surveys: 'surveys.read',
    teams: 'teams.read',
    waves: 'waves.read',
    webhooks: 'webhooks.read',
  }
  let worker: Worker | undefined
  const isWorking = () => worker?.isAlive()
  const canMail = mailer.configured
  const app = await buildServer(
    { db, config, live, vault, outgoing, files, canMail, metrics, isWorking },
    log,
    modules,
    topics,
  )
  const works = does(config, 'worker')
  const tasks = tasksOf(db, config, { mailer, outgoing, vault })
  if (works)
    worker = await startWorker(store.url, tasks, log, patient, timetable, (task, outcome) =>
      metrics.jobs.inc({ task, outcome }),
    )
  const sealer = works && openSealer(db, log)
  const backups = works && startDailyBackups(config, log)
  const close = async () => {
    await app.close()
    if (backups) await backups.stop()
    await worker?.stop()
    if (sealer) await sealer.close()
    await live.close()
    await tally.close()
    await store.close()
    await endTracing()
  }
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await close()
    throw error
  }
  return { address: config.publicUrl, db, app, close }
}

async function createFirstOrganisation(db: Database, { firstOrganisation: first }: Config) {
  if (!first || (await db.atGate(hasOrg))) return
  await db
    .atGate((tx) => setUp(tx, { ...first, name: first.email.split('@')[0]! }))
    .catch((error: unknown) => {
      // Another process of ours, started at the same time, has just made it.
      if (!(error instanceof DomainError && error.code === 'setup.already_done')) throw error
    })
}

/** The public address must be known before routes are made, so a free port is found first. */
async function onFreePort(config: Config): Promise<Config> {
  const probe = createServer()
  await new Promise<void>((ready) => probe.listen(0, config.host, ready))
  const { port } = probe.address() as { port: number }
  await new Promise((closed) => probe.close(closed))
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) }
}
