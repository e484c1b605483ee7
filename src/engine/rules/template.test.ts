import { expect, test } from 'vitest'
import { fill, templateProblem } from './template.ts'

const names = new Set(['caller', 'siteName', 'link'])
test.each([
  ['Appel de {{ caller }}', undefined],
  ['sans champ', undefined],
  ['{{caller | default: "numéro masqué" | upcase}}', undefined],
  ['{{ caller', 'rule.bad_template'],
  ['{{ caller | run: "x" }}', 'rule.bad_template'],
  ['{{ caller | raw }}', 'rule.bad_template'],
  ['{{ caller | json }}', 'rule.bad_template'],
  ['{{ password }}', 'rule.unknown_placeholder'],
  ['{{ caller.constructor }}', 'rule.unknown_placeholder'],
  ['{{ caller[link] }}', 'rule.unknown_placeholder'],
  ['{{ __proto__ }}', 'rule.unknown_placeholder'],
  ['{{ caller | default: secret }}', 'rule.unknown_placeholder'],
  ['{% if caller %}x{% endif %}', 'rule.template_tag'],
  ['{% for i in (1..1000000000) %}x{% endfor %}', 'rule.template_tag'],
  ['{% assign a = caller %}', 'rule.template_tag'],
  ['{% render "../../etc/passwd" %}', 'rule.template_tag'],
  ['{% raw %}{{ caller }}{% endraw %}', 'rule.template_tag'],
])('%s: %s', (source, code) => expect(templateProblem(source, names)).toBe(code))

test('it is filled as it stands: whoever makes a page of it escapes it', () => {
  const values = { caller: '<b>06</b>', siteName: '', link: 'https://x.example/' }
  expect(fill('De {{ caller }} à {{ siteName | default: "?" }} : {{ link }}', values)).toBe(
    'De <b>06</b> à ? : https://x.example/',
  )
})

test('what a field holds is never a template', () => {
  expect(fill('{{ caller }}', { caller: '{{ link }}{% if x %}', link: '' })).toBe('{{ link }}{% if x %}')
})
