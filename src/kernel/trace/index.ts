export { openTracing } from './otlp.ts'
export { type Attributes, begin, failureOf, type Span, traced } from './span.ts'
