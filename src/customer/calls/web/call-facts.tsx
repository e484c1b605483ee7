import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { displayPhone } from '#shared/phone-display'
import { useFormat, useText } from '#web/i18n'
import { Card } from '#web/ui'
import type { CallDetail } from '../contract.ts'
import { Outcome } from './call-columns.tsx'
import classes from './call.module.css'
import { secondsBetween } from './journey.ts'
import { hourOf } from './time-zones.ts'

export function CallFacts({ call }: { call: CallDetail }) {
  const t = useText()
  const format = useFormat()
  const time = (iso: string) => format.time(iso, call.timeZone)
  const rang = call.answeredAt && format.duration(secondsBetween(call.startedAt, call.answeredAt))
  return (
    <Card title={t('calls.one.facts')}>
      <dl className={classes['facts']}>
        <Fact name={t('calls.column.outcome')}>
          <Outcome call={{ ...call, alertedAt: null, certainty: 'direct' }} />
          {call.alertedAt && <small>{t('calls.one.alerted', { time: time(call.alertedAt) })}</small>}
        </Fact>
        <Fact name={t('calls.column.when')}>
          {format.dateTime(call.startedAt, call.timeZone)}
          <small>{hourOf([call.timeZone], t)}</small>
        </Fact>
        <Fact name={t('calls.column.duration')}>
          {format.duration(call.talkSeconds)}
          {rang && <small>{t('calls.one.rang', { duration: rang })}</small>}
        </Fact>
        <Fact name={t('calls.one.caller')}>
          {call.caller ? displayPhone(call.caller) : t(call.callerErased ? 'calls.erasedNumber' : 'calls.hiddenNumber')}
          <small>
            {call.caller
              ? t(call.firstCall ? 'calls.firstCall' : 'calls.calledBefore')
              : t(call.callerErased ? 'calls.one.erased' : 'calls.one.hidden')}
          </small>
        </Fact>
        {call.contacts.length > 0 && (
          <Fact name={t('calls.one.contact')}>
            {call.contacts.map(({ id, name }) => (
              <span key={id} className={classes['contact']}>
                <Link to="/clients/$id" params={{ id }}>
                  {name || t('contacts.nameless')}
                </Link>
              </span>
            ))}
            <small>
              {call.contacts.length > 1
                ? t('calls.one.sharedNumber')
                : t(call.customer ? 'calls.one.customer' : 'calls.one.notCustomer')}
            </small>
          </Fact>
        )}
        {call.sales > 0 && (
          <Fact name={t('calls.one.sold')}>
            {format.money(call.valueCents)}
            <small>{t('calls.column.sales', { count: call.sales, sales: format.number(call.sales) })}</small>
          </Fact>
        )}
        {call.callerZone && (
          <Fact name={t('calls.one.zone')}>
            {call.callerZone}
            <small>{t('calls.one.zoneHint')}</small>
          </Fact>
        )}
        <Fact name={t('calls.one.dialled')}>
          {displayPhone(call.number)}
          {call.numberLabel && <small>{call.numberLabel}</small>}
        </Fact>
        <Fact name={t('calls.by.site')}>{call.siteName}</Fact>
        <Fact name={t('calls.one.broughtBy')}>{broughtBy(call.broughtBy)}</Fact>
      </dl>
    </Card>
  )

  function broughtBy(way: string) {
    if (way === 'twiml') return t('calls.broughtBy.twiml')
    if (way === 'asterisk-cdr') return t('calls.broughtBy.asterisk')
    if (way === 'csv') return t('calls.broughtBy.csv')
    return way === 'api' ? t('calls.broughtBy.api') : way
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
