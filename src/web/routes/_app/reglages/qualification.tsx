import { createFileRoute } from '@tanstack/react-router'
import { QualificationSettings } from '#customer/calls/web'

export const Route = createFileRoute('/_app/reglages/qualification')({ component: QualificationSettings })
