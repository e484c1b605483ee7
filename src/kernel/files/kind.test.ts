import { expect, test } from 'vitest'
import { documents, kindOf, tables } from './kind.ts'

// What a file is, by its name and its content: both must say the same, and nothing that runs is taken.

const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n', 'latin1')
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChAGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const text = Buffer.from('Je dis oui.')

test.each([
  ['accord.pdf', pdf, 'application/pdf'],
  ['ACCORD.PDF', pdf, 'application/pdf'],
  ['Salon de l’été 3.2.pdf', pdf, 'application/pdf'],
  ['scan.png', png, 'image/png'],
  ['note.txt', text, 'text/plain'],
])('%s is %#', async (name, bytes, type) => {
  expect(await kindOf(name, bytes, documents)).toBe(type)
})

test.each([
  ['accord.pht', pdf],
  ['accord.php.pdf', pdf],
  ['accord.html', text],
  ['image.svg', Buffer.from('<svg onload="alert(1)"/>')],
  ['image.png', Buffer.from('<svg onload="alert(1)"/>')],
  ['note.txt', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['note.txt', Buffer.from('MZ\u0090\u0000')],
  ['accord.pdf', png],
  ['note.txt', pdf],
  ['accord', pdf],
  ['.pdf', pdf],
  ['../../etc/cron.d/x', text],
  ['vide.txt', Buffer.alloc(0)],
  ['clients.csv', text],
  ['archive.zip', Buffer.from('PK\u0003\u0004')],
])('%s is refused (%#)', async (name, bytes) => {
  await expect(kindOf(name, bytes, documents)).rejects.toMatchObject({ status: 422, code: 'file.kind_refused' })
})

test('a table may be in Latin-1, and must not be something else', async () => {
  expect(await kindOf('clients.csv', Buffer.from('Prénom;Nom', 'latin1'), tables)).toBe('text/csv')
  await expect(kindOf('clients.csv', pdf, tables)).rejects.toMatchObject({ code: 'file.kind_refused' })
  await expect(kindOf('clients.csv', Buffer.from('a\u0000b'), tables)).rejects.toMatchObject({
    code: 'file.kind_refused',
  })
  await expect(kindOf('clients.pdf', pdf, tables)).rejects.toMatchObject({ code: 'file.kind_refused' })
})
