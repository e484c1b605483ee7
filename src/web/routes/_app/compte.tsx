import { createFileRoute } from '@tanstack/react-router'
import { AccountPage } from '#web/account'

export const Route = createFileRoute('/_app/compte')({ component: AccountPage })
