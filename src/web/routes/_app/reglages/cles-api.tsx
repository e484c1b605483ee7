import { createFileRoute } from '@tanstack/react-router'
import { ApiKeysSettings } from '#web/session'

export const Route = createFileRoute('/_app/reglages/cles-api')({ component: ApiKeysSettings })
