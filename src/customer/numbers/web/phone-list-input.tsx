import { Textarea } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useText } from '#web/i18n'
import { Tag } from '#web/ui'
import classes from './numbers.module.css'
import type { PhoneList } from './phone-list.ts'

type PhoneListInputProps = ComponentProps<typeof Textarea> & { list: PhoneList }

/** Numbers to paste, with the count of what is understood and each line that is not, as it is written. */
export function PhoneListInput({ list: { phones, refused }, ...input }: PhoneListInputProps) {
  const t = useText()
  return (
    <div>
      <Textarea
        {...input}
        label={t('numbers.list')}
        description={t('numbers.listHelp')}
        placeholder={t('numbers.listExample')}
        autosize
        minRows={5}
        maxRows={12}
        autoComplete="off"
        spellCheck={false}
        mb="xs"
      />
      <div className={classes['understood']} aria-live="polite">
        {phones.length > 0 && <Tag tone="good">{t('numbers.understood', { count: phones.length })}</Tag>}
        {refused.length > 0 && <Tag tone="attention">{t('numbers.refused', { count: refused.length })}</Tag>}
      </div>
      {refused.length > 0 && (
        <ul className={classes['refused']} aria-label={t('numbers.refused', { count: refused.length })}>
          {refused.slice(0, 50).map(({ line, text, reason }) => (
            <li key={`${line} ${text}`}>
              {t('numbers.lineNumber', { line })} <q>{text}</q> {t(`numbers.lines.${reason}`)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
