import { StrictMode } from 'react'
import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import 'dayjs/locale/fr'
import { useLanguage } from '#web/i18n'
import { cssVariables, theme } from '#web/ui'
import { queries, router } from './router.tsx'

export function App({ nonce }: { nonce: string }) {
  const language = useLanguage()
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
          <QueryClientProvider client={queries}>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </DatesProvider>
      </MantineProvider>
    </StrictMode>
  )
}
