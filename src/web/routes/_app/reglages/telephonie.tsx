import { createFileRoute } from '@tanstack/react-router'
import { VoiceSettings } from '#customer/voice/web'

export const Route = createFileRoute('/_app/reglages/telephonie')({ component: VoiceSettings })
