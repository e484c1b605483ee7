import { expect, test } from 'vitest'
import { refuseGuessable } from './password-rule.ts'

const known = ['camille.dupre@exemple.fr', 'Camille Dupré', 'Menuiserie Exemple']

test.each([
  '123456789012',
  'azertyuiop12',
  'aaaaaaaaaaaa',
  'passwordpassword',
  'Bienvenue2026',
  'visavisvisavis',
  'menuiserie2026',
])('%s is guessed too soon', async (password) => {
  await expect(refuseGuessable(password, known)).rejects.toMatchObject({ status: 422, code: 'password.guessable' })
})

test.each(['quatre girafes au port', 'une phrase assez longue', 'kX7!pq2Zr9$w'])('%s is not', async (password) => {
  await expect(refuseGuessable(password, known)).resolves.toBeUndefined()
})

test('the longest password is weighed too', async () => {
  await expect(refuseGuessable('ab cd ef '.repeat(22), known)).resolves.toBeUndefined()
})
