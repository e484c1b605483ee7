import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context } from '@opentelemetry/api'
import { setTracer } from './span.ts'

/**
 * Sends spans to the OpenTelemetry collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names; without it, nothing is loaded.
 * @returns how to send the last ones.
 */
export async function openTracing(version: string, env = process.env): Promise<() => Promise<void>> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_SDK_DISABLED === 'true') return async () => {}
  const [
    { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace },
    sdk,
    { OTLPTraceExporter },
    { detectResources, envDetector, resourceFromAttributes },
  ] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'visavis', 'service.version': version }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    ...(env.OTEL_TRACES_SAMPLER_ARG && {
      sampler: new sdk.TraceIdRatioBasedSampler(Number(env.OTEL_TRACES_SAMPLER_ARG)),
    }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
  const tracer = provider.getTracer('visavis', version)
  const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER }
  const current = new AsyncLocalStorage<Context>()

  setTracer((name, kind, attributes) => {
    const around = current.getStore() ?? ROOT_CONTEXT
    const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, around)
    return {
      within: (work) => current.run(trace.setSpan(around, span), work),
      end: ({ attributes: more = {}, failure } = {}) => {
        span.setAttributes(more)
        if (failure !== undefined) span.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      },
    }
  })
  return async () => {
    setTracer(undefined)
    await provider.shutdown()
  }
}
