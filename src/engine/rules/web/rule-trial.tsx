import { Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Failure } from '#web/ui'
import { tryRule, type RuleInput, type Trial, type Vocabulary } from '../contract.ts'
import { FoundFacts } from './found-facts.tsx'
import classes from './rules.module.css'

type RuleTrialProps = {
  rule: RuleInput
  vocabulary: Vocabulary
  noun: string
  /** Told where the rule is not complete. */
  onRefused: (fields: Record<string, string>) => void
}

/** What the rule would have done with the last thirty days, doing nothing. */
export function RuleTrial({ rule, vocabulary, noun, onRefused }: RuleTrialProps) {
  const t = useText()
  const trial = useAction(tryRule, { inline: true })
  const { on, siteId, condition, actions } = rule
  return (
    <Card title={t('rules.trial.title')}>
      <Stack gap="md">
        <Text size="sm">{t('rules.trial.help')}</Text>
        <Button
          variant="default"
          loading={trial.isPending}
          disabled={actions.length === 0}
          onClick={() =>
            trial.mutate({ body: { on, siteId, condition, actions } }, { onError: ({ fields }) => onRefused(fields) })
          }
        >
          {t('rules.trial.run')}
        </Button>
        {trial.isError &&
          (Object.keys(trial.error.fields).length > 0 ? (
            <Text c="var(--lost)" size="sm" role="alert">
              {t('rules.trial.seeMarked')}
            </Text>
          ) : (
            <Failure error={trial.error} />
          ))}
        {trial.data && <Result of={trial.data} vocabulary={vocabulary} noun={noun} />}
      </Stack>
    </Card>
  )
}

function Result({ of: trial, vocabulary, noun }: { of: Trial; vocabulary: Vocabulary; noun: string }) {
  const t = useText()
  const format = useFormat()
  const { fired, things, perDay, effects, items, complete, from } = trial
  const highest = Math.max(1, ...perDay.map((day) => day.fired))
  return (
    <Stack gap="md" aria-live="polite">
      <Text>
        {t('rules.trial.fired', { count: fired, fired: format.number(fired), things: format.number(things) })}
        {!complete && ` ${t('rules.trial.partial', { from: format.date(from) })}`}
      </Text>
      {fired > 0 && (
        <figure className={classes['bars']} aria-label={t('rules.trial.perDay')}>
          {perDay.map((day) => (
            <span
              key={day.day}
              title={`${format.date(day.day)} : ${format.number(day.fired)}`}
              data-none={day.fired === 0 ? 'yes' : undefined}
              style={{ height: `${(100 * day.fired) / highest}%` }}
            />
          ))}
        </figure>
      )}
      {effects.length > 0 && (
        <ul className={classes['happenings']}>
          {effects.map(({ kind, count }) => (
            <li key={kind}>
              {t(`rules.actions.${kind}.name` as 'rules.actions.mail.name')} : {format.number(count)}
            </li>
          ))}
        </ul>
      )}
      <ul className={classes['happenings']}>
        {items.map(({ eventId, title, path, at, found }) => (
          <li key={eventId}>
            {path ? <Link to={path}>{title}</Link> : title} <small>{format.dateTime(at)}</small>
            <FoundFacts found={found} noun={noun} vocabulary={vocabulary} />
          </li>
        ))}
      </ul>
    </Stack>
  )
}
