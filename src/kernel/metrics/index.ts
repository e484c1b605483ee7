import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Mailer } from '#kernel/mail'

export type Metrics = ReturnType<typeof openMetrics>

/** A figure read when Prometheus asks: sets what there is, each under its labels. */
type Collect = (set: (value: number, labels?: Record<string, string>) => void) => Promise<void> | void

/** What this process counts, by route, task and kind: never by organisation or person. */
export function openMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'visavis_http_request_seconds',
    help: 'Requests answered, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const jobs = new Counter({
    name: 'visavis_jobs_done_total',
    help: 'Jobs that this process tried, by task and outcome',
    labelNames: ['task', 'outcome'],
    registers,
  })
  const letters = new Counter({
    name: 'visavis_letters_total',
    help: 'Letters that this process gave to the mail server, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  for (const outcome of ['sent', 'failed']) letters.inc({ outcome }, 0) // a rate needs a beginning

  return {
    requests,
    jobs,
    /** The mailer, with its letters counted. */
    countLetters: (mailer: Mailer): Mailer => ({
      ...mailer,
      send: async (letter) => {
        try {
          await mailer.send(letter)
          letters.inc({ outcome: 'sent' })
        } catch (error) {
          letters.inc({ outcome: 'failed' })
          throw error
        }
      },
    }),
    gauge: (name: string, help: string, labelNames: string[], collect: Collect): void =>
      void new Gauge({
        name: `visavis_${name}`,
        help,
        labelNames,
        registers,
        async collect() {
          this.reset()
          if (labelNames.length === 0) this.remove() // what is not known is no zero
          // What the database cannot tell now is absent; the rest is told.
          await Promise.resolve(collect((value, labels = {}) => this.set(labels, value))).catch(() => {})
        },
      }),
    contentType: registry.contentType,
    read: () => registry.metrics(),
  }
}
