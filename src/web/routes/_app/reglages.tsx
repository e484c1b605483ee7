import { createFileRoute } from '@tanstack/react-router'
import { SettingsLayout } from '#web/shell'

export const Route = createFileRoute('/_app/reglages')({ component: SettingsLayout })
