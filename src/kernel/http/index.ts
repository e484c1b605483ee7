export { buildServer, type House } from './server.ts'
export { serve, serveAtGate, serveOpen, serveSteps } from './serve.ts'
export { readExactly, readInput } from './input.ts'
export { forget as forgetReplies } from './kept-reply-repo.ts'
