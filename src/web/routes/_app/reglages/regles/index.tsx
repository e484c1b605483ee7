import { createFileRoute } from '@tanstack/react-router'
import { RulesSettings } from '#engine/rules/web'

export const Route = createFileRoute('/_app/reglages/regles/')({ component: RulesSettings })
