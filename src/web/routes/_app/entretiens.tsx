import { createFileRoute } from '@tanstack/react-router'
import { OneToOnesPage } from '#employee/coaching/web'

export const Route = createFileRoute('/_app/entretiens')({ component: OneToOnesPage })
