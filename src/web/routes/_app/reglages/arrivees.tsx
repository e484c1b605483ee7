import { createFileRoute } from '@tanstack/react-router'
import { IntakeSettings } from '#engine/intake/web'

export const Route = createFileRoute('/_app/reglages/arrivees')({ component: IntakeSettings })
