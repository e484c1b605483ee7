import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { AskTwice, Card, notify } from '#web/ui'
import {
  getOneToOne,
  listOneToOnes,
  type OneToOneDetail,
  prepareOneToOne,
  preparedKinds,
  shareOneToOne,
} from '../contract.ts'
import classes from './coaching.module.css'

/** What the employee prepares: to write for them, to read for their manager once it is shown. */
export function Preparation({ talk }: { talk: OneToOneDetail }) {
  const t = useText()
  const isOpen = !talk.heldOn && !talk.ended
  const note = talk.shared
    ? t('oneToOnes.shownNote')
    : t(`oneToOnes.notShownNote.${talk.prepares && talk.iAm === 'manager' ? 'forThem' : talk.iAm}`)
  return (
    <Card title={t('oneToOnes.preparation')} note={note}>
      {talk.prepares && isOpen ? <Fields talk={talk} /> : <Written talk={talk} />}
    </Card>
  )
}

function Fields({ talk }: { talk: OneToOneDetail }) {
  const t = useText()
  const params = { id: talk.id }
  const prepare = useAction(prepareOneToOne, {
    reads: [getOneToOne],
    onSuccess: () => notify(t('oneToOnes.kept')),
  })
  const share = useAction(shareOneToOne, { reads: [getOneToOne, listOneToOnes] })
  const form = useForm({ initialValues: talk.preparation ?? { pleasures: '', displeasures: '', wishes: '' } })
  return (
    <form
      className={classes['stack']}
      onSubmit={form.onSubmit((body) => prepare.mutate({ params, body }, { onSuccess: () => form.resetDirty() }))}
    >
      {preparedKinds.map((kind) => (
        <Textarea
          key={kind}
          {...form.getInputProps(kind)}
          autosize
          minRows={2}
          maxLength={4000}
          label={t(`oneToOnes.kinds.${kind}`)}
          description={t(`oneToOnes.kindsHelp.${kind}`)}
        />
      ))}
      <div className={classes['row']}>
        <Button type="submit" loading={prepare.isPending} disabled={!form.isDirty()}>
          {t('ui.save')}
        </Button>
        {talk.iAm === 'employee' && !talk.shared && !form.isDirty() && (
          <AskTwice
            name={t('oneToOnes.show')}
            label={t('oneToOnes.show')}
            forGood={t('oneToOnes.showSure', { name: talk.managerName })}
            pending={share.isPending}
            onSure={() => share.mutate({ params })}
          />
        )}
      </div>
    </form>
  )
}

function Written({ talk }: { talk: OneToOneDetail }) {
  const t = useText()
  if (!talk.preparation) return <span className={classes['soft']}>{t('oneToOnes.notShown.manager')}</span>
  const said = preparedKinds.filter((kind) => talk.preparation![kind] !== '')
  if (said.length === 0) return <span className={classes['soft']}>{t('oneToOnes.nothing')}</span>
  return (
    <dl className={classes['said']}>
      {said.map((kind) => (
        <div key={kind}>
          <dt>{t(`oneToOnes.kinds.${kind}`)}</dt>
          <dd>{talk.preparation![kind]}</dd>
        </div>
      ))}
    </dl>
  )
}
