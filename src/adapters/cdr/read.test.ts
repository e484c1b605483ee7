import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readCalls, type ReadLine } from './read.ts'

const timeZone = 'Europe/Paris'
const mapping = { from: 'Appelant', to: 'Appelé', startedAt: 'Début', status: 'Résultat' }
const header = 'Appelant;Appelé;Début;Résultat;Note'
const row = (note = '') => `0639980001;0199000002;23/11/2026 10:00;manqué;${note}`
const leg = (id: string, dstchannel: string, answer: string, billsec: number, disposition: string) =>
  `"","0639980001","0199000002","in","""A, B"" <0639980001>","PJSIP/t-1","${dstchannel}","Dial","","2026-11-23 10:00:00","${answer}","2026-11-23 10:01:00",60,${billsec},"${disposition}","DOCUMENTATION","${id}",""`

/** `step` cuts the file in pieces of so many bytes, as a network would. */
async function read(content: string | Buffer, format: 'csv' | 'asterisk-cdr' = 'csv', step = 65_536) {
  const bytes = Buffer.from(content as string)
  const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) =>
    bytes.subarray(i * step, (i + 1) * step),
  )
  const lines: ReadLine[] = []
  for await (const line of readCalls({ format, mapping, timeZone, stream: Readable.from(pieces) })) lines.push(line)
  return lines
}
const summary = (lines: ReadLine[]) => lines.map(({ line, event, error }) => [line, error?.code ?? event?.to])

test.each([
  ['no mapping', { format: 'csv' as const, timeZone }, 'import.missing_mapping'],
  ['an unknown time zone', { format: 'asterisk-cdr' as const, timeZone: 'Mars/Base' }, 'import.bad_time_zone'],
])('%s refuses the file', async (_, file, code) => {
  const lines = readCalls({ ...file, stream: Readable.from([header]) })
  await expect(lines.next()).rejects.toMatchObject({ code, status: 422 })
})

test.each([
  ['without a mapped column', 'Appelant;Appelé\n', 'import.missing_column'],
  ['that cannot be read', '"Appelant"x;"Appelé\n', 'import.bad_line'],
])('a header %s refuses the file', async (_, content, code) => {
  await expect(read(content)).rejects.toMatchObject({ code })
})

test('a broken line never stops the file', async () => {
  const lines = [
    header,
    row(),
    '"jamais fermé;0199000002;23/11/2026 10:00;manqué;',
    '',
    row(),
    row().replace('manqué', 'bof'),
    'trop;court',
    row('x'.repeat(65_536)),
    row('\0'),
    row(),
  ]
  const result = await read(lines.join('\n'))
  expect(summary(result)).toEqual([
    [2, '0199000002'],
    [3, 'import.bad_line'],
    [5, '0199000002'],
    [6, 'import.unknown_status'],
    [7, 'import.missing_column'],
    [8, 'import.line_too_long'],
    [9, 'import.bad_line'],
    [10, '0199000002'],
  ])
  expect(result[4]?.raw).toBe('trop;court')
  expect(result[5]?.raw.length).toBeLessThan(1000)
})

test('a quote inside a cell is only a quote', async () => {
  expect(summary(await read([header, row('écran 24" noir'), row()].join('\n')))).toEqual([
    [2, '0199000002'],
    [3, '0199000002'],
  ])
})

test('a quoted cell may run over several lines, empty ones included', async () => {
  const result = await read([header, row('"un\r\n\r\ndeux; trois"'), row()].join('\r\n'))
  expect(summary(result)).toEqual([
    [2, '0199000002'],
    [5, '0199000002'],
  ])
  expect(result[0]?.raw).toBe(row('"un\n\ndeux; trois"'))
})

test('empty lines do not count as calls, but count as lines', async () => {
  expect(summary(await read(`\n${header}\n\n${row()}\n  \n${row()}\n`))).toEqual([
    [4, '0199000002'],
    [6, '0199000002'],
  ])
})

test.each([
  ['UTF-8', Buffer.from([header, row()].join('\n'))],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${[header, row()].join('\r\n')}`)],
  ['Latin-1', Buffer.from([header, row()].join('\r\n'), 'latin1')],
  ['commas', Buffer.from([header, row()].join('\n').replaceAll(';', ','))],
  ['tabs', Buffer.from([header, row()].join('\n').replaceAll(';', '\t'))],
  ['a quoted header', Buffer.from([header.replace('Note', '"Note, libre, ou, pas, du, tout"'), row()].join('\n'))],
])('%s: any size of piece gives the same calls', async (_, content) => {
  for (const step of [1, 7, 65_536]) {
    expect((await read(content, 'csv', step)).map(({ event }) => event)).toEqual([
      expect.objectContaining({ from: '0639980001', status: 'no-answer', startedAt: '2026-11-23T09:00:00.000Z' }),
    ])
  }
})

const name = async (content: Buffer) => (await read(content))[0]?.event?.externalId

test('an unnamed call has the same name whatever the ends of lines and the encoding', async () => {
  const expected = await name(Buffer.from(`${header}\n${row('é')}`))
  expect(expected).toMatch(/^[0-9a-f]{64}$/)
  expect(await name(Buffer.from(`\uFEFF${header}\r\n${row('é')}\r\n`))).toBe(expected)
  expect(await name(Buffer.from(`${header}\n${row('é')}`, 'latin1'))).toBe(expected)
  expect(await name(Buffer.from(`${header}\n${row('è')}`))).not.toBe(expected)
})

test('Asterisk: the legs of one call are events of one call', async () => {
  const legs = [
    leg('1795424400.12', 'PJSIP/201-2', '', 0, 'NO ANSWER'),
    leg('1795424400.12', 'PJSIP/202-3', '2026-11-23 10:00:12', 48, 'ANSWERED'),
  ]
  expect((await read(legs.join('\n'), 'asterisk-cdr')).map(({ event }) => event)).toEqual([
    expect.objectContaining({ externalId: '1795424400.12', status: 'no-answer', talkSeconds: 0 }),
    expect.objectContaining({ externalId: '1795424400.12', status: 'completed', talkSeconds: 48 }),
  ])
})

test('Asterisk: a broken line costs that line, an internal call is neither call nor error', async () => {
  const good = leg('1795424400.12', 'PJSIP/201-2', '', 0, 'NO ANSWER')
  const internal = good.replace('0639980001', '201').replace('"0199000002"', '"202"')
  const lines = [good, good.slice(0, 40), good.slice(0, 42), internal, good]
  expect(summary(await read(lines.join('\n'), 'asterisk-cdr'))).toEqual([
    [1, '0199000002'],
    [2, 'import.bad_line'],
    [3, 'import.bad_line'],
    [4, undefined],
    [5, '0199000002'],
  ])
})

test('lines are given as they come: only what is being read is held', async () => {
  let produced = 0
  const stream = Readable.from(
    (function* () {
      yield `${header}\n`
      for (; produced < 100_000; produced++) yield `${row(String(produced))}\n`
    })(),
    { highWaterMark: 1 },
  )
  const lines = readCalls({ format: 'csv', mapping, timeZone, stream })
  for (let i = 0; i < 10; i++) expect((await lines.next()).value).toMatchObject({ line: i + 2 })
  await lines.return(undefined)
  expect(produced).toBeLessThan(100)
  expect(stream.destroyed).toBe(true)
})
