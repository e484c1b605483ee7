import { createFileRoute } from '@tanstack/react-router'
import { NumbersPage } from '#customer/numbers/web'

export const Route = createFileRoute('/_app/numeros')({ component: NumbersPage })
