import { expect, test } from 'vitest'
import { whereToReturn } from './guards.ts'

test.each([
  '//ailleurs.example',
  '/\\ailleurs.example',
  '/\t/ailleurs.example',
  '/\n/ailleurs.example',
  'https://ailleurs.example',
  'ailleurs.example',
  'javascript:alert(1)',
  '/connexion?retour=/x',
  '',
  ['/appels'],
  null,
])('nobody is sent to %j after the sign-in', (retour) => {
  expect(whereToReturn({ retour })).toEqual({})
})

test.each(['/appels', '/appels?from=2026-11-01', '/reglages/journal?objectId=1#x', '/'])('%s is ours', (retour) => {
  expect(whereToReturn({ retour })).toEqual({ retour })
})
