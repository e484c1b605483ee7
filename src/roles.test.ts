import { expect, test } from 'vitest'
import { rightNames, rolesWith } from '#kernel/auth'
import type { Role } from '#kernel/auth/contract'
import { rolePages } from './roles.ts'

const rightsWith = (role: Role) => rightNames().filter((right) => rolesWith(right).includes(role))

test.each(rolePages)('$path says what the policies say: otherwise, `npm run roles`', (page) => {
  expect(page.written).toBe(page.true)
})

test('an auditor reads all that can be read, and changes nothing', () => {
  expect(rightsWith('auditor')).toEqual(rightNames().filter((right) => right.endsWith('.read')))
})

test('owners may do everything; administrators all but what would make them one', () => {
  expect(rightsWith('owner')).toEqual(rightNames())
  expect(rightsWith('administrator')).toEqual(
    rightNames().filter((right) => !['owners.manage', 'single_sign_on.manage'].includes(right)),
  )
})

test('human resources see people and places, what employees are asked and answer together, nothing of customers', () => {
  expect(
    rightsWith('hr').filter(
      (right) =>
        !/^(sites|teams|members|waves|anonymity|mirror|charter|one_to_ones|cadences)\./.test(right) &&
        !right.startsWith('questionnaires.'),
    ),
  ).toEqual([])
})

test('an adviser answers: reads, does what is to be done, and settles nothing', () => {
  expect(rightsWith('adviser').filter((right) => !right.endsWith('.read'))).toEqual([
    'one_to_ones.hold',
    'requests.assign',
    'requests.close',
    'requests.open',
    'tags.give',
  ])
})
