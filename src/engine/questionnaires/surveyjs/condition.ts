import { ConditionsParser } from 'survey-core'
import type { Condition } from '#shared/questionnaire/definition'

/** As its parser hands it out; its classes' fields are not in its types. */
type Operand = {
  getType: () => string
  operatorName?: string
  left?: Operand
  right?: Operand
  expressionValue?: Operand
  variable?: string
  correctValue?: unknown
  values?: Operand[]
}

const comparisons: Record<string, (value: number) => { from?: number; to?: number }> = {
  equal: (value) => ({ from: value, to: value }),
  greaterorequal: (value) => ({ from: value }),
  lessorequal: (value) => ({ to: value }),
  // Marks are whole.
  greater: (value) => ({ from: value + 1 }),
  less: (value) => ({ to: value - 1 }),
}

/** A condition of SurveyJS as one of ours; undefined when it says what ours cannot. */
export function readCondition(expression: string): Condition | undefined {
  const operand = new ConditionsParser().parseExpression(expression) as unknown as Operand | undefined
  return operand && conditionOf(operand)
}

function conditionOf(operand: Operand): Condition | undefined {
  const { operatorName: operator = '', left, right, expressionValue } = operand
  if (operand.getType() === 'unary') return ofUnary(operator, expressionValue)
  if (operand.getType() !== 'binary' || !left || !right) return undefined
  if (operator === 'and' || operator === 'or') {
    const parts = [conditionOf(left), conditionOf(right)]
    if (parts.some((part) => part === undefined)) return undefined
    return operator === 'and' ? { all: parts as Condition[] } : { any: parts as Condition[] }
  }
  const question = left.getType() === 'variable' ? left.variable : undefined
  if (!question) return undefined
  const values = right.getType() === 'array' ? right.values?.map((one) => one.correctValue) : [right.correctValue]
  const [value] = values ?? []
  if (typeof value === 'number' && comparisons[operator])
    return { question, is: 'between', ...comparisons[operator](value) }
  if (typeof value === 'boolean' && operator === 'equal') {
    const agreed: Condition = { question, is: 'answered' }
    return value ? agreed : { not: agreed }
  }
  const texts = (values ?? []).map(String)
  if (['equal', 'anyof', 'contains', 'containsany'].includes(operator)) return { question, is: 'one_of', values: texts }
  if (operator === 'notequal' || operator === 'notcontains') return { not: { question, is: 'one_of', values: texts } }
  return undefined
}

function ofUnary(operator: string, inner: Operand | undefined): Condition | undefined {
  if (!inner) return undefined
  if (operator === 'negate') {
    const condition = conditionOf(inner)
    return condition && { not: condition }
  }
  const question = inner.getType() === 'variable' ? inner.variable : undefined
  if (!question) return undefined
  const answered: Condition = { question, is: 'answered' }
  return operator === 'notempty' ? answered : operator === 'empty' ? { not: answered } : undefined
}

/** A condition of ours in their writing. */
export function writeCondition(condition: Condition): string {
  if ('all' in condition) return condition.all.length === 0 ? '1 = 1' : joined(condition.all, ' and ')
  if ('any' in condition) return condition.any.length === 0 ? '1 = 2' : joined(condition.any, ' or ')
  if ('not' in condition) return `!(${writeCondition(condition.not)})`
  const name = `{${condition.question}}`
  if (condition.is === 'answered') return `${name} notempty`
  if (condition.is === 'one_of')
    return `${name} anyof [${condition.values.map((value) => `'${value.replaceAll("'", "\\'")}'`).join(', ')}]`
  const { from, to } = condition
  const bounds = [from === undefined ? '' : `${name} >= ${from}`, to === undefined ? '' : `${name} <= ${to}`]
  return bounds.filter(Boolean).join(' and ') || `${name} notempty`
}
const joined = (parts: readonly Condition[], word: string) =>
  parts.map((part) => `(${writeCondition(part)})`).join(word)
