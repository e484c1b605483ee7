import { createFileRoute } from '@tanstack/react-router'
import { NotFound } from '#web/shell'

export const Route = createFileRoute('/_app/$')({ component: NotFound })
