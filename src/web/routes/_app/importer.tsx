import { createFileRoute } from '@tanstack/react-router'
import { ImportsPage } from '#engine/imports/web'

export const Route = createFileRoute('/_app/importer')({ component: ImportsPage })
