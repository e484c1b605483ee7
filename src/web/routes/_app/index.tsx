import { createFileRoute } from '@tanstack/react-router'
import { TodayPage } from '#customer/calls/web'

export const Route = createFileRoute('/_app/')({ component: TodayPage })
