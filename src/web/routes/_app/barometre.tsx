import { createFileRoute } from '@tanstack/react-router'
import { WavesPage } from '#employee/listening/web'

export const Route = createFileRoute('/_app/barometre')({ component: WavesPage })
