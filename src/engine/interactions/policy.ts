import { right } from '#kernel/auth'

export const recordCalls = right('calls.record')
export const readTags = right('tags.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const giveTags = right('tags.give', 'marketing', 'supervisor', 'adviser')
