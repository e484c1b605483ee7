import { expect, test } from 'vitest'
import { parsePhone, parsePhones, phoneColour, samePhone } from '#shared/phone'
import { displayPhone } from '#shared/phone-display'
import type { PhoneKind } from '#shared/phone'

const spaced = (text: string) => text.replaceAll('\u00a0', ' ')

test.each([
  ['letters', 'appelez-moi'],
  ['punctuation alone', '+ - ( )'],
  ['a lone calling code', '+33'],
  ['a property of every object', '__proto__'],
  ['another', 'constructor'],
  ['another', 'hasOwnProperty'],
  ['one digit too many', '01 99 00 12 34 5'],
  ['one digit too few', '01 99 00 12 3'],
  ['letters among the digits', '01 99 OO 12 34'],
  ['a plus in the middle', '01 99 +00 12 34'],
  ['two pluses', '++33199001234'],
  ['a mail address', '0199001234@exemple.fr'],
  ['a dialling code before the number', '#31#0199001234'],
  ['two numbers', '0639980001 / 0199000002'],
  ['a machine number of ten digits', '0700 12 34 56'],
  ['a metropolitan machine number of thirteen', '0700001234567'],
  ['an overseas machine number of fourteen', '07005012345678'],
  ['the code of another territory', '+596 262 12 34 56'],
  ['an overseas code before a metropolitan number', '+262 199 00 12 34'],
  ['a country without such numbers', '+44 12'],
  ['a calling code that does not exist', '+999 12 34 56 78'],
  ['digits of another country without a plus', '37799999999'],
  ['a four-digit number of no family', '2000'],
  ['a lone surrogate and a NUL', '\ud800\u0000'],
])('refuses %s: %j', (_, input) => {
  const phone = parsePhone(input)
  expect(phone).toMatchObject({ kind: 'invalid', valid: false, e164: null, territory: null, tel: null, key: null })
  expect(phone.display.isWellFormed()).toBe(true)
})

test('refuses a megabyte without reading it, and shows only its start', () => {
  for (const huge of ['9'.repeat(1 << 20), ' '.repeat(1 << 20), '+'.repeat(1 << 20)]) {
    expect(parsePhone(huge).kind).toBe('invalid')
    expect(parsePhone(huge).display.length).toBeLessThanOrEqual(41)
    expect(parsePhones(huge)).toEqual([])
  }
})

test('refuses what is not even a string, as outside callers send it', () => {
  for (const input of JSON.parse('[null, 33, {}, ["0199001234"]]') as string[]) {
    expect(parsePhone(input).kind).toBe('invalid')
    expect(parsePhones(input)).toEqual([])
  }
})

test.each([
  ['anonymous', 'anonymous'],
  ['Anonymous', 'anonymous'],
  ['sip:anonymous@anonymous.invalid', 'anonymous'],
  ['+266696687', 'anonymous'],
  ['Restricted', 'restricted'],
  ['unavailable', 'unavailable'],
  ['unknown', 'unknown'],
  ['Numéro masqué', 'masked'],
  ['', null],
  [' \u00a0 ', null],
])('%j is a hidden caller (%s), who is nobody', (input, hiddenReason) => {
  const nobody = { e164: null, territory: null, tel: null, key: null, valid: false }
  expect(parsePhone(input)).toMatchObject({ kind: 'hidden', hidden: true, hiddenReason, ...nobody })
  expect(samePhone(input, input)).toBe(false)
})

test.each([
  '01 99 00 12 34',
  '01-99-00-12-34',
  '01.99.00.12.34',
  '01/99/00/12/34',
  '01\u00a099\u00a000\u00a012\u00a034',
  '01\u202f99\u202f00\u202f12\u202f34',
  '\u202a01\u201199\u201100\u201112\u201134\u202c',
  '０１ ９９ ００ １２ ３４',
  '(+33) 1 99 00 12 34',
  '+33 0 1 99 00 12 34',
  '+33 (0)1 99 00 12 34',
  '＋33 1 99 00 12 34',
  '0033 1 99 00 12 34',
  '0033 (0)1 99 00 12 34',
  '33199001234',
  '1 99 00 12 34',
  'tel:+33199001234',
  'tel:0199001234;phone-context=+33',
  'sip:+33199001234@trunk.example;user=phone',
])('%j is +33199001234', (input) => {
  expect(parsePhone(input)).toEqual({
    e164: '+33199001234',
    kind: 'geographic',
    territory: 'FR',
    zone: 'Île-de-France',
    display: '01\u00a099\u00a000\u00a012\u00a034',
    international: '+33\u00a01\u00a099\u00a000\u00a012\u00a034',
    tel: '+33199001234',
    valid: true,
    hidden: false,
    hiddenReason: null,
    extension: null,
    fictional: true,
    key: '+33199001234',
  })
})

test.each([
  ['01 99 00 12 34 poste 12', '12'],
  ['01 99 00 12 34, poste n° 12', '12'],
  ['01 99 00 12 34 ext. 4007', '4007'],
  ['+33 1 99 00 12 34 x12', '12'],
  ['01 99 00 12 34#12', '12'],
  ['tel:+33199001234;ext=12', '12'],
])('%j has an extension, and is the same line', (input, extension) => {
  expect(parsePhone(input)).toMatchObject({ e164: '+33199001234', extension })
  expect(samePhone(input, '0199001234')).toBe(true)
})

test.each([
  ['01 99 00 00 00', 'geographic', 'Île-de-France'],
  ['02 61 91 99 99', 'geographic', 'Nord-Ouest'],
  ['03 53 01 12 34', 'geographic', 'Nord-Est'],
  ['04 65 71 12 34', 'geographic', 'Sud-Est'],
  ['05 36 49 12 34', 'geographic', 'Sud-Ouest'],
  ['06 39 98 12 34', 'mobile', null],
])('%s is kept for fiction, with its natural kind', (input, kind, zone) => {
  const facts = {
    kind,
    zone,
    territory: 'FR',
    valid: true,
    fictional: true,
    e164: `+33${input.replaceAll(' ', '').slice(1)}`,
  }
  expect(parsePhone(input)).toMatchObject(facts)
})

test.each([
  ['01 98 00 00 00', 'geographic', true],
  ['06 00 00 00 00', 'mobile', true],
  ['07 47 00 00 00', 'mobile', true],
  ['07 01 00 00 00', 'mobile', false],
  ['07 12 34 56 78', 'mobile', false],
  ['07000012345678', 'm2m', true],
  ['+33 700 0012345678', 'm2m', true],
  ['0800 012 345', 'free', true],
  ['0802 012 345', 'free', false],
  ['0805 012 345', 'free', true],
  ['0806 012 345', 'plain-rate', true],
  ['0807 012 345', 'plain-rate', false],
  ['0808 012 345', 'plain-rate', true],
  ['0809 012 345', 'plain-rate', true],
  ['0812 012 345', 'surcharged', true],
  ['0819 012 345', 'surcharged', true],
  ['0826 012 345', 'surcharged', true],
  ['0899 012 345', 'surcharged', true],
  ['0894 012 345', 'surcharged', false],
  ['0836 012 345', 'special-unknown', true],
  ['0850 012 345', 'special-unknown', true],
  ['0868 012 345', 'special-unknown', true],
  ['0835 012 345', 'unallocated', false],
  ['0884 012 345', 'unallocated', false],
  ['0870 012 345', 'unallocated', false],
  ['0840 012 345', 'unallocated', false],
  ['09 90 00 00 00', 'polyvalent', true],
  ['0937 12 34 56', 'platform', false],
  ['0939 12 34 56', 'platform', true],
  ['0162 12 34 56', 'npv', true],
  ['0163 12 34 56', 'npv', true],
  ['0270 12 34 56', 'npv', true],
  ['0378 12 34 56', 'npv', true],
  ['0425 12 34 56', 'npv', true],
  ['0569 12 34 56', 'npv', true],
  ['0948 12 34 56', 'npv', true],
  ['0947 41 23 45', 'polyvalent', true],
] satisfies [string, PhoneKind, boolean][])('%s is %s', (input, kind, valid) => {
  const e164 = `+33${input.replace(/^\+33|^0/, '').replaceAll(' ', '')}`
  const zone = kind === 'geographic' ? 'Île-de-France' : null
  expect(parsePhone(input)).toMatchObject({ kind, valid, e164, key: e164, territory: 'FR', zone, fictional: false })
})

const overseas: [string, string, PhoneKind, string][] = [
  ['0262 12 34 56', '262', 'geographic', 'RE'],
  ['0263 12 34 56', '262', 'geographic', 'RE'],
  ['0269 12 34 56', '262', 'geographic', 'YT'],
  ['0692 12 34 56', '262', 'mobile', 'RE'],
  ['0693 12 34 56', '262', 'mobile', 'RE'],
  ['0639 12 34 56', '262', 'mobile', 'YT'],
  ['0639 99 34 56', '262', 'mobile', 'YT'],
  ['0590 12 34 56', '590', 'geographic', 'GP'],
  ['0690 12 34 56', '590', 'mobile', 'GP'],
  ['0691 12 34 56', '590', 'mobile', 'GP'],
  ['0594 12 34 56', '594', 'geographic', 'GF'],
  ['0694 12 34 56', '594', 'mobile', 'GF'],
  ['0596 12 34 56', '596', 'geographic', 'MQ'],
  ['0696 12 34 56', '596', 'mobile', 'MQ'],
  ['0697 12 34 56', '596', 'mobile', 'MQ'],
  ['0508 41 23 45', '508', 'geographic', 'PM'],
  ['0708 51 23 45', '508', 'mobile', 'PM'],
  ['0709 01 23 45', '590', 'mobile', 'GP'],
  ['0709 11 23 45', '596', 'mobile', 'MQ'],
  ['0709 21 23 45', '262', 'mobile', 'RE'],
  ['0709 30 12 34', '594', 'mobile', 'GF'],
  ['0709 33 12 34', '594', 'mobile', 'GF'],
  ['0709 35 12 34', '262', 'mobile', 'YT'],
  ['0709 37 12 34', '262', 'mobile', 'YT'],
  ['0939 51 23 45', '590', 'platform', 'GP'],
  ['0939 61 23 45', '594', 'platform', 'GF'],
  ['0939 71 23 45', '596', 'platform', 'MQ'],
  ['0939 81 23 45', '262', 'platform', 'YT'],
  ['0939 91 23 45', '262', 'platform', 'RE'],
  ['0947 51 23 45', '590', 'npv', 'GP'],
  ['0947 61 23 45', '594', 'npv', 'GF'],
  ['0947 71 23 45', '596', 'npv', 'MQ'],
  ['0947 81 23 45', '262', 'npv', 'YT'],
  ['0947 91 23 45', '262', 'npv', 'RE'],
  ['0976 01 23 45', '590', 'polyvalent', 'GP'],
  ['0976 11 23 45', '590', 'polyvalent', 'GP'],
  ['0976 21 23 45', '262', 'polyvalent', 'RE'],
  ['0976 31 23 45', '262', 'polyvalent', 'RE'],
  ['0976 41 23 45', '594', 'polyvalent', 'GF'],
  ['0976 51 23 45', '594', 'polyvalent', 'GF'],
  ['0976 61 23 45', '596', 'polyvalent', 'MQ'],
  ['0976 71 23 45', '596', 'polyvalent', 'MQ'],
  ['0976 91 23 45', '262', 'polyvalent', 'YT'],
  ['0700 501 234 567', '590', 'm2m', 'GP'],
  ['0700 601 234 567', '594', 'm2m', 'GF'],
  ['0700 701 234 567', '596', 'm2m', 'MQ'],
  ['0700 801 234 567', '262', 'm2m', 'YT'],
  ['0700 901 234 567', '262', 'm2m', 'RE'],
]
test.each(overseas)('%s is +%s, %s, %s', (national, code, kind, territory) => {
  const e164 = `+${code}${national.slice(1).replaceAll(' ', '')}`
  const phone = parsePhone(national)
  expect(phone).toMatchObject({ e164, kind, territory, valid: true, fictional: false, key: e164, tel: e164 })
  expect(spaced(phone.display)).toBe(national)
  expect(spaced(phone.international ?? '')).toBe(`+${code} ${national.slice(1)}`)
  const otherForms = [e164, e164.slice(1), e164.replace('+', '00'), `+${code} (0)${national.slice(1)}`]
  for (const typed of [...otherForms, `+33${national.slice(1)}`]) expect(parsePhone(typed)).toEqual(phone)
})

test.each([
  ['0262 12 34 56', 'La Réunion'],
  ['0639 12 34 56', 'Mayotte'],
  ['0590 12 34 56', 'Guadeloupe, Saint-Martin, Saint-Barthélemy'],
  ['0596 12 34 56', 'Martinique'],
  ['0694 12 34 56', 'Guyane'],
  ['0508 41 23 45', 'Saint-Pierre-et-Miquelon'],
])('%s comes from %s', (input, zone) => expect(parsePhone(input).zone).toBe(zone))

test('Saint-Pierre-et-Miquelon is reached by six digits or nine, and is the same line', () => {
  const six = parsePhone('+508 41 23 45')
  expect(six).toMatchObject({ e164: '+508412345', tel: '+508412345', territory: 'PM', kind: 'geographic', valid: true })
  expect(spaced(`${six.display} | ${six.international}`)).toBe('0508 41 23 45 | +508 41 23 45')
  for (const other of ['0508 41 23 45', '+508 508 41 23 45', '00508 412345']) expect(samePhone(six, other)).toBe(true)
  expect(samePhone(six, '0508 41 23 46')).toBe(false)
  expect(samePhone(six, '0708 51 23 45')).toBe(false)
})

test.each([
  ['3949', 'short', '39 49', true, 'unknown'],
  ['39 49', 'short', '39 49', true, 'unknown'],
  ['3 949', 'short', '3 949', true, 'unknown'],
  ['+33 3949', 'short', '39 49', true, 'unknown'],
  ['36 39', 'short', '36 39', true, 'unknown'],
  ['3631', 'short', '36 31', true, 'unknown'],
  ['1023', 'short', '10 23', true, 'unknown'],
  ['3000', 'short', '30 00', true, 'green'],
  ['3117', 'short', '31 17', true, 'green'],
  ['3512', 'short', '35 12', false, 'unknown'],
  ['118008', 'directory', '118 008', true, 'purple'],
  ['116006', 'harmonised', '116 006', true, 'green'],
  ['112', 'emergency', '112', true, null],
  ['1 1 2', 'emergency', '112', true, null],
  ['15', 'emergency', '15', true, null],
  ['17', 'emergency', '17', true, null],
  ['18', 'emergency', '18', true, null],
  ['114', 'emergency', '114', true, null],
  ['115', 'emergency', '115', true, null],
  ['119', 'emergency', '119', true, null],
  ['191', 'emergency', '191', true, null],
  ['196', 'emergency', '196', true, null],
  ['197', 'emergency', '197', true, null],
])('%s is %s, and stays national', (input, kind, display, valid, colour) => {
  const phone = parsePhone(input)
  const digits = display.replaceAll(' ', '')
  expect(phone).toMatchObject({
    e164: null,
    international: null,
    kind,
    valid,
    tel: digits,
    key: digits,
    territory: 'FR',
  })
  expect(spaced(phone.display)).toBe(display)
  expect(phoneColour(phone)).toBe(colour)
  expect(samePhone(input, digits)).toBe(true)
})

test.each([
  ['0800 012 345', 'green'],
  ['0809 012 345', 'grey'],
  ['0812 012 345', 'purple'],
  ['0825 012 345', 'purple'],
  ['0850 012 345', 'unknown'],
  ['0884 012 345', null],
  ['01 99 00 12 34', null],
])('%s is shown with the colour %s', (input, colour) => expect(phoneColour(parsePhone(input))).toBe(colour))

test('08 numbers are shown and dialled in national digits, and are the same ones overseas', () => {
  const phone = parsePhone('0884 012 345')
  expect(spaced(`${phone.display} | ${phone.international} | ${phone.tel}`)).toBe(
    '0 884 012 345 | +33 884 012 345 | 0884012345',
  )
  expect(samePhone('+262 884 012 345', phone)).toBe(true)
})

test.each([
  ['+377 99 99 99 99', 'MC', '+377 99 99 99 99', true],
  ['+44 (0)20 7946 0958', 'GB', '+44 20 7946 0958', true],
  ['00 1 202 555 0143', 'US', '+1 202 555 0143', true],
  ['+1 555 555 0143', null, '+1 555 555 0143', false],
])('%s is foreign (%s)', (input, territory, display, valid) => {
  const phone = parsePhone(input)
  expect(phone).toMatchObject({ kind: 'foreign', territory, valid, zone: null, e164: display.replaceAll(' ', '') })
  expect(spaced(phone.display)).toBe(display)
})

test.each([
  ['le 15 mars 2026, au 3e étage', []],
  ['SIREN 123 456 789', []],
  ['SIREN 334 567 890', []],
  ['anonymous', []],
  ['0639980001 / 0199000002', ['+33639980001', '+33199000002']],
  ['01 99 00 00 01 01 99 00 00 02', ['+33199000001', '+33199000002']],
  ['(+33) 6 39 98 00 01 - (+33) 6 39 98 00 02', ['+33639980001', '+33639980002']],
  ['Tél. 01\u202f99\u202f00\u202f00\u202f01 ou +377 99 99 99 99', ['+33199000001', '+37799999999']],
  ['Appelez le 0262 12 34 56 (Marie), fax 01.99.00.00.02', ['+262262123456', '+33199000002']],
  ['3949; 112', ['3949', '112']],
  ['06/39/98/00/01', ['+33639980001']],
])('the numbers of %j', (text, keys) => expect(parsePhones(text).map(({ key }) => key)).toEqual(keys))

test('a number in a text keeps its extension', () => {
  const phones = parsePhones('Tél. 01 99 00 00 01, poste 12 / 01 99 00 00 02 poste 3')
  expect(phones.map(({ extension }) => extension)).toEqual(['12', '3'])
})

test('what is shown can be typed again', () => {
  const typed = [
    '01 99 00 12 34',
    '0884012345',
    '3949',
    '118008',
    '07000012345678',
    '+377 99 99 99 99',
    '+508 41 23 45',
  ]
  for (const input of [...typed, ...overseas.map(([national]) => national)]) {
    const phone = parsePhone(input)
    expect(samePhone(phone.display, phone)).toBe(true)
    expect(samePhone(phone.international ?? input, phone)).toBe(true)
    expect(displayPhone(phone.e164 ?? input)).toBe(phone.display)
  }
})

test('never throws, and has a key exactly when it can be told apart', () => {
  const alphabet = '0123456789+() .-/#;x\u00a0é@:'
  let seed = 20_261_123
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let turn = 0; turn < 5_000; turn++) {
    const input = Array.from({ length: random(20) }, () => alphabet[random(alphabet.length)]).join('')
    const { key, kind } = parsePhone(input)
    expect(key === null).toBe(kind === 'invalid' || kind === 'hidden')
  }
})
