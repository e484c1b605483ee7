import { createFileRoute } from '@tanstack/react-router'
import { ContactsPage } from '#customer/crm/web'

export const Route = createFileRoute('/_app/clients/')({ component: ContactsPage })
