import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useState, type ReactNode } from 'react'
import { ApiError } from '#web/api'
import { useText } from '#web/i18n'

/** What a drawer is open on: something new (no subject) or something to change, kept while the drawer slides away. */
export function useEditing<T>() {
  const [state, setState] = useState<{ opened: boolean; subject?: T }>({ opened: false })
  return {
    ...state,
    open: (subject?: T) => setState({ opened: true, subject }),
    close: () => setState((current) => ({ ...current, opened: false })),
  }
}

type FormDrawerProps = { title: string; opened: boolean; onClose: () => void; children: ReactNode }

/** Closing gives the focus back to what opened it. Its content is new at each opening. */
export function FormDrawer({ title, opened, onClose, children }: FormDrawerProps) {
  const t = useText()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={focusTitleIfLost}
      title={title}
      position="right"
      size={480}
      padding="lg"
      transitionProps={{ duration: 150 }}
      styles={{ title: { fontSize: 16, fontWeight: 600 } }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {children}
    </Drawer>
  )
}

/** What opened the drawer may be gone: the button of an empty screen, once it is no longer empty. */
function focusTitleIfLost() {
  const holder = document.activeElement
  if (holder === document.body || holder?.closest('[role="dialog"]')) document.querySelector('h1')?.focus()
}

type SavingFormProps<Values> = {
  form: UseFormReturnType<Values>
  /** Rejects with what the server refused: shown on its fields when it names them, above the buttons otherwise. */
  save: (values: Values) => Promise<unknown>
  /** Field of a refusal that names none, by its code: `{ 'line.taken': 'phone' }`. */
  fieldOf?: Record<string, keyof Values & string>
  onDone: () => void
  onCancel: () => void
  action: string
  children: ReactNode
}

/** The fields are named as in the endpoint's body, so that refusals find them. */
export function SavingForm<Values>({
  form,
  save,
  fieldOf,
  onDone,
  onCancel,
  action,
  children,
}: SavingFormProps<Values>) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  const focusFirst = (errors: object) => {
    const path = Object.keys(errors)[0]
    if (path) form.getInputNode(path)?.focus()
  }
  const submit = form.onSubmit(async (values) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await save(values)
      onDone()
    } catch (error) {
      const refused = fieldErrors(error, values as object, fieldOf)
      form.setErrors(refused)
      focusFirst(refused)
      if (Object.keys(refused).length === 0) setFailure(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }, focusFirst)

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        <Text role="alert" c="var(--lost)" size="sm" hidden={!failure}>
          {failure}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** `phones.3` is shown on `phones`. */
function fieldErrors(error: unknown, values: object, fieldOf?: Record<string, string>): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const field = fieldOf?.[error.code]
  if (field) return { [field]: error.message }
  const named = Object.entries(error.fields).map(([path, message]) => [path.split('.')[0] ?? path, message] as const)
  return Object.fromEntries(named.filter(([name]) => Object.hasOwn(values, name)))
}
