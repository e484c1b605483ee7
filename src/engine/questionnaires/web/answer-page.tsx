import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { hrefOf, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Failure, Loading, Page, Tag } from '#web/ui'
import { questionsOf } from '#shared/questionnaire/definition'
import { saidTo } from '#shared/questionnaire/text'
import {
  type Answer,
  getAnswer,
  getQuestionnaire,
  listAnswerFiles,
  type QuestionnaireDetail,
  readAnswerFile,
} from '../contract.ts'
import classes from './questionnaires.module.css'
import { readable } from './words.ts'

/** One whole answer, as it was asked then. @param aside what other rooms know of it. */
export function AnswerPage({ id, aside }: { id: string; aside: ReactNode }) {
  const t = useText()
  const answer = useEndpoint(getAnswer, { params: { id } }, { topic: 'answers' })
  const questionnaire = useEndpoint(
    getQuestionnaire,
    { params: { id: answer.data?.questionnaireId ?? '' } },
    { enabled: answer.data !== undefined },
  )
  const failed = answer.isError ? answer : questionnaire.isError ? questionnaire : undefined
  return (
    <Page title={t('questionnaires.oneAnswer')}>
      {answer.data && questionnaire.data ? (
        <>
          <Whole answer={answer.data} questionnaire={questionnaire.data} />
          {aside}
        </>
      ) : failed ? (
        <Failure error={failed.error} retry={failed.refetch} />
      ) : (
        <Loading lines={6} />
      )}
    </Page>
  )
}

function Whole({ answer, questionnaire }: { answer: Answer; questionnaire: QuestionnaireDetail }) {
  const t = useText()
  const format = useFormat()
  const { answers, language, version } = answer
  const definition = questionnaire.versions.find(({ number }) => number === version)!.definition
  return (
    <>
      <p className={classes['soft']}>
        <Link to="/ecoute/$id" params={{ id: questionnaire.id }}>
          {questionnaire.name}
        </Link>{' '}
        · {format.dateTime(answer.answeredAt, answer.timeZone)} · {answer.siteName ?? t('questionnaires.noSite')} ·{' '}
        {t(`questionnaires.channels.${answer.channel}`)}
      </p>
      {answer.requestId && (
        <p>
          <Tag tone="lost">{t('questionnaires.toCallBack')}</Tag>{' '}
          <Link to="/a-faire">{t('questionnaires.itsRequest')}</Link>
        </p>
      )}
      <Card title={readable(definition.title, definition)}>
        <dl className={classes['said']}>
          {questionsOf(definition)
            .filter(({ id }) => answers[id] !== undefined)
            .map((question) => (
              <div key={question.id}>
                <dt>{readable(question.title, definition)}</dt>
                <dd>
                  {answers[question.id] === null ? (
                    t('questionnaires.notApplicable')
                  ) : question.type === 'file' ? (
                    <Attached id={answers[question.id] as string} answerId={answer.id} />
                  ) : (
                    saidTo(question, answers, { language, definition })
                  )}
                </dd>
              </div>
            ))}
        </dl>
      </Card>
    </>
  )
}

function Attached({ id, answerId }: { id: string; answerId: string }) {
  const file = useEndpoint(listAnswerFiles, { query: { answerId } }).data?.items.find((one) => one.id === id)
  return (
    file && (
      <a href={hrefOf(readAnswerFile, { params: { id } })} download>
        {file.name}
      </a>
    )
  )
}
