import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, rateLimits, readConfig } from './index.ts'

const first = {
  VISAVIS_ORG: 'Essai',
  VISAVIS_ADMIN_EMAIL: 'admin@exemple.fr',
  VISAVIS_ADMIN_PASSWORD: 'motdepasse-long',
}

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error(`accepted: ${JSON.stringify(env)}`)
}

test.each([
  ['HOST', 'not a host', '127.0.0.1 or 0.0.0.0'],
  ['PORT', '65536', 'from 0'],
  ['PORT', '-1', 'from 0'],
  ['PORT', '80.5', 'from 0'],
  ['PORT', 'http', 'from 0'],
  ['PORT', '0x10', 'from 0'],
  ['PORT', '1e3', 'from 0'],
  ['MAIL_FROM', 'Visavis', 'Visavis <visavis@exemple.fr>'],
  ['MAIL_FROM', 'a@exemple.fr\r\nBcc: b@exemple.fr', 'Visavis <visavis@exemple.fr>'],
  ['MAIL_FROM', 'a@exemple.fr, b@exemple.fr', 'Visavis <visavis@exemple.fr>'],
  ['PUBLIC_URL', 'visavis.exemple.fr', 'https://visavis.exemple.fr'],
  ['PUBLIC_URL', 'ftp://exemple.fr', 'https://visavis.exemple.fr'],
  ['LOG_LEVEL', 'verbose', 'fatal, error, warn'],
  ['OUTGOING_ALLOW', '10.0.0.0', '10.0.0.0/8'],
  ['OUTGOING_ALLOW', '10.0.0.0/8,', '10.0.0.0/8'],
  ['OUTGOING_ALLOW', '10.0.0.0/8 192.168.0.0/16', '10.0.0.0/8'],
  ['OUTGOING_ALLOW', 'intranet', '10.0.0.0/8'],
  ['OUTGOING_PORTS', '0', '80,443'],
  ['OUTGOING_PORTS', '65536', '80,443'],
  ['OUTGOING_PORTS', '443-80', '80,443'],
  ['OUTGOING_PORTS', '80;443', '80,443'],
  ['BACKUP_AT', '24:00', 'such as 03:30'],
  ['BACKUP_AT', '3h30', 'such as 03:30'],
  ['BACKUP_KEEP', '0', 'from 1 to 9999'],
  ['BACKUP_RECIPIENT', 'AGE-SECRET-KEY-1', 'age1…'],
  ['RATE_LIMITS', 'none', 'caller=1200'],
  ['RATE_LIMITS', 'caller=-1', 'caller=1200'],
  ['RATE_LIMITS', 'callers=10', 'caller=1200'],
  ['RATE_LIMITS', 'caller=10;hooks=10', 'caller=1200'],
  ['COUNT_IN_MEMORY_FROM', '0', '100000, or off'],
  ['COUNT_IN_MEMORY_FROM', 'all', '100000, or off'],
  ['TRUSTED_PROXIES', 'proxy', '127.0.0.1 or 10.0.0.0/8'],
  ['RUN', 'web,job', 'web,live,worker'],
  ['RUN', 'all', 'web,live,worker'],
  ['VISAVIS_ORG', 'x'.repeat(121), '1 to 120'],
  ['VISAVIS_ADMIN_EMAIL', 'admin', 'an e-mail address'],
])('%s=%j names itself, what was given and its mend', (name, value, mend) => {
  const message = refusal({ ...first, [name]: value })
  expect(message).toMatch(new RegExp(`^${name} is not right`))
  expect(message).toContain(mend)
  expect(message.split('\n')).toHaveLength(1)
})

test.each([
  ['DATABASE_URL', 'mysql://visavis:hunter2@127.0.0.1/visavis'],
  ['DATABASE_URL', 'postgresql:hunter2'],
  ['DATABASE_URL', 'visavis:hunter2@127.0.0.1'],
  ['SMTP_URL', 'https://visavis:hunter2@mail.exemple.fr'],
  ['SMTP_URL', 'smtp:hunter2'],
  ['PUBLIC_URL', 'ftp://visavis:hunter2@exemple.fr'],
  ['VISAVIS_SECRET_KEY', 'hunter2'],
  ['VISAVIS_ADMIN_PASSWORD', 'hunter2'],
  ['BACKUP_PASSPHRASE', 'hunter2'],
])('%s=%j names itself and never repeats the secret', (name, value) => {
  const message = refusal({ ...first, [name]: value })
  expect(message).toMatch(new RegExp(`^${name} is not right: give `))
  expect(message).not.toContain('hunter2')
})

test('every wrong variable has its line', () => {
  const message = refusal({ PORT: 'http', SMTP_URL: 'mail', LOG_LEVEL: 'loud' })
  expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual(['PORT', 'SMTP_URL', 'LOG_LEVEL'])
})

test.each(Object.keys(first))('the first organisation is given whole: not without %s', (missing) => {
  expect(refusal({ ...first, [missing]: ' ' })).toContain('go together')
})

test('nothing given is a house of its own', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4600,
    dataDir: resolve('data'),
    mailFrom: 'Visavis <visavis@localhost>',
    publicUrl: 'http://127.0.0.1:4600',
    logLevel: 'info',
    countInMemoryFrom: 100_000,
  })
})

test.each([
  [
    'DATABASE_URL',
    'postgresql://visavis:secret@127.0.0.1:5432/visavis',
    { databaseUrl: 'postgresql://visavis:secret@127.0.0.1:5432/visavis' },
  ],
  [
    'DATABASE_URL',
    'postgres://visavis:secret@/visavis?host=/run/postgresql',
    { databaseUrl: 'postgres://visavis:secret@/visavis?host=/run/postgresql' },
  ],
  ['DATABASE_URL', 'postgresql:///visavis', { databaseUrl: 'postgresql:///visavis' }],
  ['SMTP_URL', 'smtps://a:b@mail.exemple.fr:465', { smtpUrl: 'smtps://a:b@mail.exemple.fr:465' }],
  ['MAIL_FROM', 'visavis@exemple.fr', { mailFrom: 'visavis@exemple.fr' }],
  ['PUBLIC_URL', 'https://visavis.exemple.fr//', { publicUrl: 'https://visavis.exemple.fr' }],
  ['VISAVIS_SECRET_KEY', 'x'.repeat(32), { secretKey: 'x'.repeat(32) }],
  ['TRUSTED_PROXIES', '127.0.0.1, 10.0.0.0/8', { trustedProxies: ['127.0.0.1', '10.0.0.0/8'] }],
  ['HOST', '0.0.0.0', { publicUrl: 'http://localhost:4600' }],
  ['HOST', '::1', { publicUrl: 'http://[::1]:4600' }],
  ['PORT', ' 0 ', { port: 0 }],
  ['COUNT_IN_MEMORY_FROM', 'off', { countInMemoryFrom: 'off' }],
  ['OUTGOING_ALLOW', '10.0.0.0/8, fd00::/8', { outgoingAllow: ['10.0.0.0/8', 'fd00::/8'] }],
  [
    'OUTGOING_PORTS',
    '443, 8000-8999',
    {
      outgoingPorts: [
        [443, 443],
        [8000, 8999],
      ],
    },
  ],
])('%s=%j is taken', (name, value, expected) => {
  expect(readConfig({ [name]: value })).toMatchObject(expected)
})

test('a backup has one lock, its own hour, and the settings of a manual one without a folder', () => {
  const passphrase = { BACKUP_PASSPHRASE: 'une phrase assez longue' }
  expect(refusal({ ...passphrase, BACKUP_RECIPIENT: 'age1abc' })).toContain('both given')
  const recipients = { BACKUP_DIR: 'sauvegardes', BACKUP_AT: '22:15', BACKUP_RECIPIENT: 'age1abc, age1def' }
  expect(readConfig(recipients).backup).toEqual({
    dir: resolve('sauvegardes'),
    at: '22:15',
    keep: 14,
    recipients: ['age1abc', 'age1def'],
  })
  expect(readConfig(passphrase).backup).toMatchObject({ passphrase: 'une phrase assez longue', recipients: [] })
  expect(readConfig({ BACKUP_AT: '22:15' }).backup).toBeUndefined()
})

test('the first administrator’s address is kept small', () => {
  expect(readConfig({ ...first, VISAVIS_ADMIN_EMAIL: 'Admin@Exemple.fr' }).firstOrganisation).toEqual({
    org: 'Essai',
    email: 'admin@exemple.fr',
    password: 'motdepasse-long',
  })
})

test('limits that are not given keep their default', () => {
  expect(readConfig({ RATE_LIMITS: 'caller=10, hooks=0' }).rateLimits).toEqual({ ...rateLimits, caller: 10, hooks: 0 })
  expect(readConfig({ RATE_LIMITS: 'off' }).rateLimits).toBe('off')
  expect(readConfig({}).rateLimits).toBeUndefined()
})
