import { createFileRoute } from '@tanstack/react-router'
import { ConversionSettings } from '#customer/conversions/web'

export const Route = createFileRoute('/_app/reglages/regies')({ component: ConversionSettings })
