import { createFileRoute } from '@tanstack/react-router'
import { SpecialNumbersPage } from '#customer/tariffs/web'

export const Route = createFileRoute('/_app/numeros_/speciaux')({ component: SpecialNumbersPage })
