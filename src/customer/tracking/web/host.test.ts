import { expect, test } from 'vitest'
import { hostOf } from './host.ts'

test.each([
  '',
  '   ',
  'mon site',
  'ftp://exemple.fr',
  'accueil@exemple.fr',
  'mailto:accueil@exemple.fr',
  'http://',
  'https://[::1]/',
])('« %s » is no website', (typed) => {
  expect(hostOf(typed)).toBeUndefined()
})

test.each([
  ['www.exemple.fr', 'www.exemple.fr'],
  [' WWW.Exemple.FR ', 'www.exemple.fr'],
  ['https://www.exemple.fr/contact?utm_source=x#bas', 'www.exemple.fr'],
  ['exemple.fr/contact', 'exemple.fr'],
  ['http://exemple.fr:8080/', 'exemple.fr:8080'],
  ['https://exemple.fr:443', 'exemple.fr'],
  ['localhost:5173', 'localhost:5173'],
  ['bücher.example', 'xn--bcher-kva.example'],
])('« %s » is %s', (typed, host) => {
  expect(hostOf(typed)).toBe(host)
})
