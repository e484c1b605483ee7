import { wholeRight } from '#kernel/auth'

// A telephone cloud brings the calls of every site.
export const readConnections = wholeRight('voice.read', 'marketing', 'supervisor', 'auditor')
export const manageConnections = wholeRight('voice.manage')
