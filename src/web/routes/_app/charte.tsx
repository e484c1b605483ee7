import { createFileRoute } from '@tanstack/react-router'
import { CharterPage } from '#insight/charter/web'

export const Route = createFileRoute('/_app/charte')({ component: CharterPage })
