export { buildServer, type House } from './server.ts'
export { serve, serveOpen, serveSteps } from './serve.ts'
export { readInput } from './input.ts'
