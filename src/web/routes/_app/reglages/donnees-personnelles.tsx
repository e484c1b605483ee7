import { createFileRoute } from '@tanstack/react-router'
import { PrivacySettings } from '#engine/privacy/web'

export const Route = createFileRoute('/_app/reglages/donnees-personnelles')({ component: PrivacySettings })
