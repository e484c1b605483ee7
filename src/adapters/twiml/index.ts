export { parseCallEvent } from './call.ts'
export { parseForm } from './form.ts'
export { dialReply, emptyReply } from './reply.ts'
export { verifySignature, type SignedRequest, type TwimlProvider } from './signature.ts'
