import { createFileRoute } from '@tanstack/react-router'
import { MirrorPage } from '#insight/mirror/web'

export const Route = createFileRoute('/_app/miroir')({ component: MirrorPage })
