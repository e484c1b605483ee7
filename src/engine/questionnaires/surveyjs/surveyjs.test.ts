import { Model } from 'survey-core'
import { expect, test } from 'vitest'
import { faultsOfDefinition } from '#shared/questionnaire/check'
import type { Answers, Definition } from '#shared/questionnaire/definition'
import { asked } from '#shared/questionnaire/flow'
import { DefinitionShape } from '../definition.ts'
import { templates } from '../templates/index.ts'
import { readCondition, writeCondition } from './condition.ts'
import { readSurvey } from './read.ts'
import { writeSurvey } from './write.ts'

/** Without what is left out. */
const plain = (definition: Definition) => DefinitionShape.parse(JSON.parse(JSON.stringify(definition)))

test.each(templates)('a questionnaire of ours goes there and comes back: $id', ({ definition }) => {
  const { definition: back, leftOut } = readSurvey(writeSurvey(definition))
  expect(leftOut).toEqual([])
  const { thanks: _, ...expected } = definition // its own is a page of HTML, which is not read back
  expect(plain(back)).toEqual(plain(expected))
})

test('their library asks what ours asks, whatever is answered and changed', () => {
  const { definition } = templates.find(({ id }) => id === 'after-contact')!
  for (let first = 0; first <= 10; first += 1)
    for (const second of [0, 6, 7, 9])
      for (const callback of [true, false]) {
        const survey = new Model(writeSurvey(definition))
        survey.setValue('nps', first)
        if (callback && survey.getQuestionByName('callback').isVisible) survey.setValue('callback', true)
        survey.setValue('nps', second)
        const theirs = survey.getAllQuestions().flatMap((question) => (question.isVisible ? [question.name] : []))
        const answers: Answers = {
          nps: second,
          ...(callback && first <= 6 && second <= 6 && { callback: true as const }),
        }
        const ours = asked(definition, answers).sections.flatMap(({ questions }) => questions.map(({ id }) => id))
        expect([first, second, callback, theirs]).toEqual([first, second, callback, ours])
      }
})

test.each([
  ["{a} anyof ['x', 'y']", { question: 'a', is: 'one_of', values: ['x', 'y'] }],
  ["{a} = 'x'", { question: 'a', is: 'one_of', values: ['x'] }],
  [
    '{n} >= 0 and {n} <= 6',
    {
      all: [
        { question: 'n', is: 'between', from: 0 },
        { question: 'n', is: 'between', to: 6 },
      ],
    },
  ],
  ['{n} > 6', { question: 'n', is: 'between', from: 7 }],
  ['{a} notempty', { question: 'a', is: 'answered' }],
  ['!({a} empty)', { not: { not: { question: 'a', is: 'answered' } } }],
  ["{a} <> 'x'", { not: { question: 'a', is: 'one_of', values: ['x'] } }],
  ['{b} = true', { question: 'b', is: 'answered' }],
])('%s', (expression, condition) => {
  const read = readCondition(expression)!
  expect(read).toEqual(condition)
  expect(readCondition(writeCondition(read))).toBeDefined()
})

test('what ours has not is named, never guessed', () => {
  const { definition, leftOut } = readSurvey({
    title: 'Avis',
    pages: [
      {
        elements: [
          { type: 'rating', name: 'note sur 4', rateMin: 0, rateMax: 4 },
          { type: 'imagepicker', name: 'image' },
          { type: 'text', name: 'Prénom', visibleIf: '{a} + {b} > 3' },
          {
            type: 'panel',
            name: 'p',
            visibleIf: "{x} = 'a'",
            elements: [{ type: 'comment', name: 'c', visibleIf: '{y} notempty' }],
          },
        ],
      },
    ],
  })
  expect(leftOut).toEqual([
    { what: 'note sur 4', why: 'type' },
    { what: 'image', why: 'type' },
    { what: 'Prénom', why: 'condition' },
  ])
  const [section] = definition.sections
  expect(section!.questions.map(({ id, type }) => [id, type])).toEqual([
    ['Prenom', 'open'],
    ['c', 'open'],
  ])
  expect(section!.questions[1]!.when).toEqual({
    all: [
      { question: 'y', is: 'answered' },
      { question: 'x', is: 'one_of', values: ['a'] },
    ],
  })
})

test('every template is sound', () => {
  for (const { id, definition } of templates) expect([id, faultsOfDefinition(definition)]).toEqual([id, []])
})
