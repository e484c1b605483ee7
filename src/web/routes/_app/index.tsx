import { createFileRoute } from '@tanstack/react-router'
import { TodayPage } from '#customer/calls/web'
import { leaveToOwnPlace } from '#web/shell'

export const Route = createFileRoute('/_app/')({
  beforeLoad: ({ context }) => leaveToOwnPlace(context.queries),
  component: TodayPage,
})
