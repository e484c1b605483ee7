import { expect, test } from 'vitest'
import { isReachable, readRange } from './address.ts'

const words = (text: string) => text.trim().split(/\s+/)

/** What `URL.hostname` makes of what is typed (facts/security.md, section 3), and what a resolver may answer. */
const hostOf = (typed: string) => new URL(`http://${typed}/`).hostname.replace(/^\[|\]$/g, '')

test.each(
  words(`
  127.1 127.0.1 0x7f000001 0x7f.1 2130706433 0177.0.0.1 127.0.0.1. 127%2e0%2e0%2e1
  127。0。0。1 ①②⑦.⓪.⓪.① 0 0xa9fea9fe user@127.0.0.1 exemple.fr@127.1
  [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe] [64:ff9b::127.0.0.1] [64:ff9b::a00:1]
  [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:4136:e378:8000:63bf:3fff:fdd2] [::127.0.0.1]
  [::] [::1] [fe80::1] [fec0::1] [fd00::1] [fd00:ec2::254] [fd20:ce::254] [ff02::1]
  [::ffff:0:127.0.0.1] [2001:db8::1] [3fff::1] [5f00::1] [100::1]
`),
)('%s is not reached', (typed) => {
  expect(isReachable(hostOf(typed), [])).toBe(false)
})

test.each([
  '',
  ...words(`
  0.0.0.0 0.1.2.3 10.0.0.0 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255
  127.0.0.1 127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1
  172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1
  198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
  fe80::1%eth0 localhost 127.1 1.2.3 ::g ::9.9.9.9 ]/ 1]@[2
`),
])('%s, answered by a resolver, is not reached', (address) => {
  expect(isReachable(address, [])).toBe(false)
})

test.each(
  words(`
  1.2.0.3 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 128.0.0.1 168.63.129.15
  169.253.255.255 172.15.255.255 172.32.0.0 192.169.0.0 198.20.0.0 223.255.255.255
  2a01:e0a::1 2606:4700::1111 2001:200::1 ::ffff:9.9.9.9 64:ff9b::909:909
`),
)('%s is reached', (address) => {
  expect(isReachable(address, [])).toBe(true)
})

test('what the installation opened is reached, in any writing, and nothing beside it', () => {
  const opened = ['10.1.0.0/16', 'fd12:3456::/32'].map((text) => readRange(text)!)
  for (const inside of ['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::a01:203', 'fd12:3456::1'])
    expect(isReachable(inside, opened), inside).toBe(true)
  for (const outside of ['10.2.0.1', '::ffff:10.2.0.1', 'fd12:3457::1', '127.0.0.1', '::10.1.2.3', '2002:a01:203::'])
    expect(isReachable(outside, opened), outside).toBe(false)
})

test.each([
  '',
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '10/8',
  '0x0a000000/8',
  '::1/129',
  'fe80::%1/64',
  'a/8',
])('%j is no range', (text) => {
  expect(readRange(text)).toBeUndefined()
})
