import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '#kernel/config'
import { testServer } from '#test/server'

// What we hand out to run the house with says nothing that the house does not know.

const read = (name: string) => readFile(new URL(`../deploy/${name}`, import.meta.url), 'utf8')
const token = 'un-jeton-assez-long'
const house = await testServer({ metricsToken: token })

test('each figure that an alert watches is told by /metrics', async () => {
  const { groups } = parse(await read('alerts.yaml')) as { groups: { rules: { alert: string; expr: string }[] }[] }
  const rules = groups.flatMap((group) => group.rules)
  expect(rules.length).toBeGreaterThan(5)
  const told = await (await house.anonymous('/metrics', { headers: { authorization: `Bearer ${token}` } })).text()
  const known = new Set([...told.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name))
  for (const { alert, expr } of rules)
    for (const [name] of expr.matchAll(/\bvisavis_\w+/g))
      expect(known, `${alert}: ${name}`).toContain(name.replace(/_(bucket|count|sum)$/, ''))
})

type Service = { environment?: Record<string, string>; secrets?: string[]; healthcheck?: object }
type Compose = { services: Record<string, Service>; volumes: object; secrets: Record<string, object> }

test('the compose file gives the house settings that it takes, left empty or not', async () => {
  const { services, secrets } = parse(await read('compose.yaml')) as Compose
  const given = services['visavis']!.environment!
  const plain = Object.entries(given).filter(([name]) => !name.endsWith('_FILE'))
  for (const [name, value] of plain) {
    const filled = value.replace(/\$\{\w+:-\}/, '').replace(/\$\{PUBLIC_URL:\?[^}]+\}/, 'https://visavis.exemple.fr')
    expect(() => readConfig({ [name]: filled }), name).not.toThrow()
  }
  expect(
    readConfig(
      Object.fromEntries([
        ['PUBLIC_URL', 'https://visavis.exemple.fr'],
        ['SMTP_URL', ''],
      ]),
    ).smtpUrl,
  ).toBe(undefined)
  for (const { secrets: asked = [] } of Object.values(services))
    for (const name of asked) expect(Object.keys(secrets)).toContain(name)
  expect(Object.keys(services)).toEqual(['database', 'visavis', 'turn'])
})
