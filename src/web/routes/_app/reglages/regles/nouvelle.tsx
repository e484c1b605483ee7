import { createFileRoute } from '@tanstack/react-router'
import { NewRulePage } from '#engine/rules/web'

export const Route = createFileRoute('/_app/reglages/regles/nouvelle')({ component: NewRulePage })
