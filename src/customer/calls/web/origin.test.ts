import { expect, test } from 'vitest'
import { text as t } from '#web/i18n'
import type { Evidence } from '#customer/attribution/contract'
import type { Call } from '../contract.ts'
import { callerInWords, candidateNote, candidateTitle, evidenceInWords, originReasons, originTitle } from './origin.ts'
import type { Say } from './say.ts'

const say: Say = {
  t,
  format: { number: (n, digits) => n.toFixed(digits).replace('.', ','), duration: (seconds) => `${seconds} s` },
  channel: (channel) => (channel === 'Paid Search' ? 'Recherche payante' : channel),
  medium: (medium) => medium,
}
const plain = (said: string) => said.replaceAll(/[\u00a0\u202f]/g, ' ')
const call = {
  certainty: 'visitor',
  probability: 0.61,
  evidence: { kind: 'tel_click', secondsBefore: 12 },
  runnerUp: null,
  campaignName: null,
  channel: 'Paid Search',
  source: 'google',
} as Call

test.each([
  [{ certainty: 'direct' }, 'Numéro du site'],
  [{ certainty: 'uncertain', campaignName: 'Lettre de mars' }, 'Origine incertaine'],
  [{ campaignName: 'Lettre de mars' }, 'Lettre de mars'],
  [{}, 'Recherche payante'],
  [{ channel: 'Foire de printemps' }, 'Foire de printemps'],
  [{ channel: null }, 'google'],
  [{ channel: null, source: null }, 'Origine inconnue'],
] as [Partial<Call>, string][])('%o is entitled %s', (changes, title) => {
  expect(originTitle({ ...call, ...changes }, say)).toBe(title)
})

test.each([
  [{}, 'p = 0,61 · a cliqué sur le numéro 12 s avant'],
  [{ evidence: null, runnerUp: { label: 'Lettre de mars', probability: 0.34 } }, 'p = 0,61 · ou Lettre de mars (0,34)'],
  [{ probability: 0.9997 }, 'p = 0,99 · a cliqué sur le numéro 12 s avant'],
  [{ certainty: 'support', probability: 1 }, 'numéro du support'],
  [{ certainty: 'uncertain', probability: null }, 'aucun visiteur ne se détache'],
  [
    { certainty: 'uncertain', probability: null, runnerUp: { label: 'Lettre de mars', probability: 0.34 } },
    'peut-être Lettre de mars (0,34)',
  ],
] as [Partial<Call>, string][])('%o is explained by « %s »', (changes, reasons) => {
  expect(plain(originReasons({ ...call, ...changes }, say).join(' · '))).toBe(reasons)
})

test.each([
  [{ kind: 'on_page' }, 'était sur la page'],
  [{ kind: 'last_seen', secondsBefore: 180 }, 'vu pour la dernière fois 180 s avant'],
  [{ kind: 'tel_click', secondsBefore: 0 }, 'a cliqué sur le numéro juste avant'],
  [{ kind: 'known_caller' }, 'appelant déjà connu'],
  [{ kind: 'known_as_other' }, 'connu comme quelqu’un d’autre'],
] as [Evidence, string][])('%o', (evidence, words) => {
  expect(plain(evidenceInWords(evidence, say))).toBe(words)
})

test('the caller is named, or numbered, or hidden', () => {
  const caller = '+33639982410'
  expect(callerInWords({ caller: null, callerErased: false, personName: null, firstCall: true }, say)).toEqual({
    title: 'Numéro masqué',
    note: null,
  })
  const { title, note } = callerInWords({ caller, callerErased: false, personName: null, firstCall: true }, say)
  expect([plain(title), note]).toEqual(['06 39 98 24 10', 'premier appel'])
  const known = callerInWords({ caller, callerErased: false, personName: 'Claire Exemple', firstCall: false }, say)
  expect([known.title, plain(known.note ?? '')]).toEqual(['Claire Exemple', '06 39 98 24 10 · déjà appelé'])
})

test('a candidate without a campaign is told by its channel', () => {
  const visitor = { campaign: null, source: 'google', medium: 'cpc', channel: 'Paid Search' }
  expect([candidateTitle(visitor, say), candidateNote(visitor, say)]).toEqual(['Recherche payante · google', 'cpc'])
  const named = { ...visitor, campaign: 'Lettre de mars' }
  expect([candidateTitle(named, say), candidateNote(named, say)]).toEqual([
    'Lettre de mars',
    'Recherche payante · google',
  ])
})
