import classes from './ui.module.css'

/** A mark under the pointer, as ECharts tells it. */
type Mark = { name: string; axisValueLabel?: string; seriesName?: string; value: unknown; color?: unknown }

/**
 * What is said of the marks under the pointer, as elements: ECharts' own tooltip puts styles into attributes, which the
 * server's policy does not let in.
 */
export function tooltip(told: unknown): HTMLElement[] {
  const marks = (Array.isArray(told) ? told : [told]) as Mark[]
  const head = document.createElement('div')
  head.textContent = marks[0]?.axisValueLabel ?? marks[0]?.name ?? ''
  return [head, ...marks.map(line)]
}

function line({ seriesName, value, color }: Mark): HTMLElement {
  const element = document.createElement('div')
  element.className = classes['tip'] ?? ''
  const dot = document.createElement('i')
  if (typeof color === 'string') dot.style.background = color
  const name = document.createElement('span')
  name.textContent = seriesName ?? ''
  const figure = document.createElement('b')
  figure.textContent = say(Array.isArray(value) ? value.at(-1) : value)
  element.append(dot, name, figure)
  return element
}

const say = (value: unknown): string => {
  if (typeof value === 'number') return value.toLocaleString(document.documentElement.lang)
  return typeof value === 'string' ? value : '–'
}
