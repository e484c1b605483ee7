import { describe, expect, test } from 'vitest'
import { type AnswerFault, faultOf, faultsOf } from './answer.ts'
import { type DefinitionFault, faultsOfDefinition } from './check.ts'
import type { Condition, Definition, Question, Value } from './definition.ts'
import { asked, holds, scoreOf } from './flow.ts'
import { piped, saidTo, textIn } from './text.ts'

const fr = (text: string) => ({ fr: text })
const option = (id: string, score?: number) => ({ id, label: fr(`le ${id}`), score })
const q = (given: Partial<Question> & { type: Question['type']; id: string }) =>
  ({ title: fr(`Question ${given.id}`), ...given }) as Question
const nps = q({ type: 'nps', id: 'nps', required: true })
const why = q({ type: 'open', id: 'why', when: { question: 'nps', is: 'between', to: 6 } })
const fixed = q({
  type: 'single',
  id: 'fixed',
  options: [option('yes', 100), option('no', 0)],
  when: { question: 'why', is: 'answered' },
} as never)
const of = (...questions: Question[]): Definition => ({
  languages: ['fr'],
  title: fr('Votre avis'),
  sections: [{ id: 'one', questions }],
})
const idsAsked = (definition: Definition, answers: Record<string, Value>) =>
  asked(definition, answers).sections.flatMap(({ questions }) => questions.map(({ id }) => id))

describe('what is asked', () => {
  const survey = of(nps, why, fixed)
  test.each([
    [{}, ['nps']],
    [{ nps: 9 }, ['nps']],
    [{ nps: 6 }, ['nps', 'why']],
    [{ nps: 0, why: 'attente' }, ['nps', 'why', 'fixed']],
    [{ nps: 0, why: '   ' }, ['nps', 'why']],
    [{ nps: null }, ['nps']],
  ] as const)('after %o', (answers, ids) => expect(idsAsked(survey, answers)).toEqual(ids))

  test('what was answered to a question that is asked no more does not count, nor for those after it', () => {
    const changed = { nps: 9, why: 'attente', fixed: 'no' }
    expect(asked(survey, changed).answers).toEqual({ nps: 9 })
    expect(faultsOf(survey, changed)).toEqual({})
  })

  test('a section goes with its condition', () => {
    const two: Definition = {
      ...survey,
      sections: [
        { id: 'a', questions: [nps] },
        { id: 'b', when: { question: 'nps', is: 'between', from: 9 }, questions: [q({ type: 'open', id: 'praise' })] },
      ],
    }
    expect(idsAsked(two, { nps: 8 })).toEqual(['nps'])
    expect(idsAsked(two, { nps: 9 })).toEqual(['nps', 'praise'])
  })
})

test.each<[Condition, Record<string, Value>, boolean]>([
  [{ question: 'a', is: 'one_of', values: ['x', 'y'] }, { a: 'y' }, true],
  [{ question: 'a', is: 'one_of', values: ['x'] }, { a: ['z', 'x'] }, true],
  [{ question: 'a', is: 'one_of', values: ['x'] }, {}, false],
  [{ question: 'a', is: 'one_of', values: ['yes'] }, { a: true }, true],
  [{ question: 'a', is: 'between', from: 2, to: 4 }, { a: 4 }, true],
  [{ question: 'a', is: 'between', from: 2, to: 4 }, { a: 5 }, false],
  [{ not: { question: 'a', is: 'answered' } }, {}, true],
  [{ all: [] }, {}, true],
  [{ any: [] }, {}, false],
  [
    {
      any: [
        { question: 'a', is: 'answered' },
        { question: 'b', is: 'answered' },
      ],
    },
    { b: 1 },
    true,
  ],
])('%o over %o is %s', (condition, answers, result) => expect(holds(condition, answers)).toBe(result))

const options = [option('a'), option('b'), option('c')]
test.each<[Question, Value | undefined, AnswerFault['code'] | null]>([
  [nps, 10, null],
  [nps, 0, null],
  [nps, 11, 'out_of_scale'],
  [nps, -1, 'out_of_scale'],
  [nps, 7.5, 'wrong_kind'],
  [nps, '7', 'wrong_kind'],
  [nps, undefined, 'required'],
  [nps, null, 'may_not_skip'],
  [{ ...nps, maySkip: true }, null, null],
  [q({ type: 'csat', id: 'c' }), 6, 'out_of_scale'],
  [q({ type: 'ces', id: 'c' }), 7, null],
  [q({ type: 'rating', id: 'r', most: 4 } as never), 5, 'out_of_scale'],
  [q({ type: 'single', id: 's', options } as never), 'b', null],
  [q({ type: 'single', id: 's', options } as never), 'z', 'not_an_option'],
  [q({ type: 'single', id: 's', options } as never), ['a'], 'wrong_kind'],
  [q({ type: 'multiple', id: 'm', options, atMost: 2 } as never), ['a', 'b', 'c'], 'too_many'],
  [q({ type: 'multiple', id: 'm', options, atLeast: 2 } as never), ['a'], 'too_few'],
  [q({ type: 'multiple', id: 'm', options } as never), ['a', 'a'], 'not_an_option'],
  [q({ type: 'multiple', id: 'm', options, required: true } as never), [], 'required'],
  [q({ type: 'ranking', id: 'r', options } as never), ['c', 'a', 'b'], null],
  [q({ type: 'ranking', id: 'r', options } as never), ['c', 'a'], 'incomplete'],
  [q({ type: 'matrix', id: 'x', rows: [option('r')], options } as never), { r: 'a' }, null],
  [q({ type: 'matrix', id: 'x', rows: [option('r')], options } as never), { z: 'a' }, 'not_an_option'],
  [
    q({ type: 'matrix', id: 'x', rows: [option('r'), option('s')], options, required: true } as never),
    { r: 'a' },
    'incomplete',
  ],
  [q({ type: 'open', id: 'o', mostLetters: 3 } as never), 'abcd', 'too_long'],
  [q({ type: 'number', id: 'n', from: 0, to: 9, whole: true } as never), 9.5, 'not_whole'],
  [q({ type: 'number', id: 'n', from: 0, to: 9 } as never), 10, 'too_large'],
  [q({ type: 'number', id: 'n' } as never), Number.NaN, 'wrong_kind'],
  [q({ type: 'date', id: 'd' }), '2026-02-29', 'not_a_day'],
  [q({ type: 'date', id: 'd', from: '2026-01-01' } as never), '2025-12-31', 'too_early'],
  [q({ type: 'date', id: 'd' }), '2026-12-01', null],
  [q({ type: 'consent', id: 'c', required: true }), true, null],
  [q({ type: 'consent', id: 'c' }), 'yes', 'wrong_kind'],
])('to %o, %o: %s', (question, value, code) => expect(faultOf(question, value)?.code ?? null).toBe(code))

test('the score of the whole weighs what can be scored and leaves out what was skipped', () => {
  const grid = of(
    q({ type: 'rating', id: 'r', most: 5, weight: 3, maySkip: true } as never),
    q({ type: 'single', id: 's', options: [option('yes', 100), option('no', 0)] } as never),
    q({ type: 'open', id: 'o' }),
    q({ type: 'csat', id: 'none', weight: 0 }),
  )
  expect(scoreOf(grid, { r: 5, s: 'no', none: 1 })).toBe(75)
  expect(scoreOf(grid, { r: null, s: 'yes' })).toBe(100)
  expect(scoreOf(grid, { o: 'x' })).toBeNull()
})

describe('texts', () => {
  const definition: Definition = {
    ...of(nps, q({ type: 'single', id: 'who', options } as never)),
    languages: ['fr', 'en'],
  }
  const around = { definition, answers: { nps: 3, who: 'b' }, context: { site: 'Lyon' }, language: 'fr' }
  test.each([
    ['Pourquoi {nps} à {site} ?', 'Pourquoi 3 à Lyon ?'],
    ['Vous disiez {who}.', 'Vous disiez le b.'],
    ['Merci {first_name}, à bientôt', 'Merci, à bientôt'],
    ['{ ceci } reste', '{ ceci } reste'],
  ])('%s', (words, told) => expect(piped(words, around)).toBe(told))
  test('what has not been translated is told in the first language', () =>
    expect([textIn(fr('Oui'), 'en', definition), textIn({ fr: 'Oui', en: 'Yes' }, 'en', definition)]).toEqual([
      'Oui',
      'Yes',
    ]))
  test('an answer as one would read it', () =>
    expect(
      saidTo(q({ type: 'ranking', id: 'r', options } as never), { r: ['c', 'a'] }, { language: 'fr', definition }),
    ).toBe('le c, le a'))
})

const only = (values: string[], question = 's'): Condition => ({ question, is: 'one_of', values })
const s = q({ type: 'single', id: 's', options } as never)
test.each<[string, Definition, DefinitionFault['code'] | null]>([
  ['sound', of(nps, why, fixed), null],
  ['nothing is asked', of(), 'no_question'],
  ['an id twice', of(nps, nps), 'twice'],
  ['no text', of({ ...nps, title: fr(' ') }), 'no_text'],
  ['one option', of(q({ type: 'single', id: 's', options: [option('a')] } as never)), 'few_options'],
  ['an option twice', of(q({ type: 'single', id: 's', options: [option('a'), option('a')] } as never)), 'option_twice'],
  ['bounds', of(q({ type: 'number', id: 'n', from: 2, to: 1 } as never)), 'bounds_crossed'],
  ['what comes later', of(why, nps), 'later_question'],
  ['nothing of that name', of({ ...why, when: { question: 'zzz', is: 'answered' } }), 'unknown_question'],
  ['no such option', of(s, { ...why, when: only(['z']) }), 'unknown_option'],
  [
    'a comparison that makes no sense',
    of(s, { ...why, when: { question: 's', is: 'between', to: 3 } }),
    'cannot_compare',
  ],
  ['two values at once', of(s, { ...why, when: { all: [only(['a']), only(['b'])] } }), 'never_asked'],
  ['outside of the scale', of(nps, { ...why, when: { question: 'nps', is: 'between', from: 11 } }), 'never_asked'],
  [
    'against what led here',
    of(nps, why, { ...fixed, when: { all: [fixed.when!, { question: 'nps', is: 'between', from: 9 }] } }),
    'never_asked',
  ],
  ['a pipe from nowhere', of({ ...nps, title: fr('Bonjour {prenom}') }), 'unknown_pipe'],
  ['a pipe of itself', of({ ...nps, title: fr('{nps} ?') }), 'unknown_pipe'],
  ['the site', of({ ...nps, title: fr('Et à {site} ?') }), null],
  ['no translation', { ...of(nps), languages: ['fr', 'en'] }, 'not_translated'],
])('a questionnaire is checked before anybody is asked: %s', (_, definition, code) =>
  expect(faultsOfDefinition(definition)[0]?.code ?? null).toBe(code),
)
