import { expect, test } from 'vitest'
import { bodyText } from './body-text.ts'

test.each([
  ['{"from":"0199001234","to":'],
  ['2026-03-12;0199001234;oui'],
  ['From=%2B33199001234 et du texte'],
  ['bonjour'],
  [''],
  ['<Response/>'],
])('« %s » stays as it came', (body) => {
  expect(bodyText(body)).toBe(body)
})

test('JSON is indented', () => {
  expect(bodyText('{"to":"0199001234","seconds":12}')).toBe('{\n  "to": "0199001234",\n  "seconds": 12\n}')
})

test('the fields of a form are told one a line, decoded', () => {
  expect(bodyText('CallSid=CA1&From=%2B33199001234&CallStatus=no-answer&Empty=')).toBe(
    'CallSid = CA1\nFrom = +33199001234\nCallStatus = no-answer\nEmpty = ',
  )
})
