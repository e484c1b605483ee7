import { right } from '#kernel/auth'

export const recordCalls = right('calls.record')
