import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { ConfigError, loadConfig, nearest, readConfig } from './index.ts'
import { readConfigFile, strangersIn, withSecretFiles } from './sources.ts'

const folder = await mkdtemp(join(tmpdir(), 'visavis-config-'))
afterAll(() => rm(folder, { recursive: true }))
const before = { ...process.env }
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
})

const write = async (text: string, name = 'visavis.env') => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
const known = ['SMTP_URL', 'PORT', 'DATA_DIR', 'VISAVIS_ORG']
const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('accepted')
}
const read = async (text: string) => readConfigFile({ VISAVIS_CONFIG: await write(text) }, known)

test.each([
  ['SMPT_URL=smtp://a', /SMPT_URL is not known: did you mean SMTP_URL\?/],
  ['COLOUR=red', /COLOUR is not known\.$/],
  ['PORT: 4600', /line 1 is not NAME=value/],
  ['# a remark\n\nPORT=4600\nDATA_DIR ./data', /line 4 is not NAME=value/],
  ['VISAVIS_ORG="Menuiserie\nExemple"\nPORT 4600', /line 3 is not NAME=value/],
])('a file with a slip is refused, and says where: %j', async (text, said) => {
  const path = await write(text)
  const message = refusal(() => readConfigFile({ VISAVIS_CONFIG: path }, known))
  expect(message).toMatch(said)
  expect(message).toContain(path)
  await rm(path)
})

test('a file that is named must be there; the one of the folder need not', () => {
  expect(refusal(() => readConfigFile({ VISAVIS_CONFIG: join(folder, 'none.env') }, known))).toMatch(
    /none\.env cannot be read \(ENOENT\): correct VISAVIS_CONFIG/,
  )
  expect(readConfigFile({}, known, join(folder, 'nowhere'))).toEqual({})
})

test('dotenv’s writings are read: remarks, quotes, export, several lines, what belongs to others', async () => {
  const text = `# ours
export PORT=4601
SMTP_URL='smtp://user:pass#word@mail.exemple.fr' # the mail server
VISAVIS_ORG="Menuiserie
Exemple"
PGSSLMODE=require
SMTP_URL_FILE=
`
  expect(await read(text)).toMatchObject({
    PORT: '4601',
    SMTP_URL: 'smtp://user:pass#word@mail.exemple.fr',
    VISAVIS_ORG: 'Menuiserie\nExemple',
    PGSSLMODE: 'require',
  })
})

test('the environment goes before the file, whichever way it gives a variable', async () => {
  const secret = await write('smtp://secret@mail.exemple.fr\n', 'smtp')
  process.env.VISAVIS_CONFIG = await write('PORT=4601\nSMTP_URL=smtp://file.exemple.fr\nHOST=0.0.0.0\nPGAPPNAME=essai')
  process.env.PORT = '4602'
  process.env.SMTP_URL_FILE = secret
  expect(loadConfig()).toMatchObject({ port: 4602, smtpUrl: 'smtp://secret@mail.exemple.fr', host: '0.0.0.0' })
  expect(process.env.PGAPPNAME).toBe('essai')
})

test.each([
  ['that is not there', async () => join(folder, 'nothing'), 'ENOENT'],
  ['that is empty', () => write('\n', 'empty'), 'empty'],
  ['that is a folder', async () => folder, 'EISDIR'],
  ['that is enormous', () => write('x'.repeat(70_000), 'enormous'), '64 kB'],
])('a secret’s file %s is named, and the variable too', async (_, path, why) => {
  const file = await path()
  const message = refusal(() => withSecretFiles({ SMTP_URL_FILE: file }, known))
  expect(message).toContain('SMTP_URL_FILE')
  expect(message).toContain(file)
  expect(message).toContain(why)
})

test('a secret given twice is refused; one from a file is judged like any other, and never repeated', async () => {
  const file = await write('hunter2', 'secret')
  expect(refusal(() => readConfig({ SMTP_URL: 'smtp://a', SMTP_URL_FILE: file }))).toContain('both given')
  const message = refusal(() => readConfig({ SMTP_URL_FILE: file }))
  expect(message).toMatch(/^SMTP_URL is not right/)
  expect(message).not.toContain('hunter2')
  expect(readConfig({ DATABASE_URL_FILE: await write('postgresql:///visavis\n', 'db') }).databaseUrl).toBe(
    'postgresql:///visavis',
  )
})

test('a variable that looks like ours and means nothing is told, with the one that was meant', () => {
  const env = { VISAVIS_ORGA: 'x', VISAVIS_COLOUR_OF_THE_SKY: 'x', VISAVIS_ORG_FILE: 'x', VISAVIS_SERVICE_HOST: 'x' }
  const orchestrated = { VISAVIS_PORT: 'tcp://10.0.0.1:4600', VISAVIS_PORT_4600_TCP: 'x', PATH: 'x' }
  expect(strangersIn({ ...env, ...orchestrated }, known)).toEqual([
    'VISAVIS_ORGA means nothing to Visavis: did you mean VISAVIS_ORG?',
    'VISAVIS_COLOUR_OF_THE_SKY means nothing to Visavis',
  ])
})

test.each([
  ['strat', 'start'],
  ['bakcup', 'backup'],
  ['zzzzzz', undefined],
])('%s was meant to be %s', (word, meant) => {
  expect(nearest(word, ['start', 'backup', 'restore'])).toBe(meant)
})
