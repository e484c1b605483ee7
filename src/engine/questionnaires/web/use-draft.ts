import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiError, keyOf, useAction } from '#web/api'
import type { Definition } from '#shared/questionnaire/definition'
import { getQuestionnaire, listQuestionnaires, type QuestionnaireDetail, saveDraft } from '../contract.ts'

const quietMs = 700

/** A draft that keeps itself: a moment after the last change, one save after the other. */
export function useDraft(questionnaire: QuestionnaireDetail) {
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Definition>(questionnaire.draft)
  const [state, setState] = useState<'saved' | 'changed' | 'saving' | 'failed'>('saved')
  const [outdated, setOutdated] = useState(false)
  const number = useRef(questionnaire.draftNumber)
  const save = useAction(saveDraft, { reads: [listQuestionnaires], inline: true })

  useEffect(() => {
    if (state !== 'changed' || outdated) return undefined
    const timer = setTimeout(() => {
      setState('saving')
      save.mutate(
        { params: { id: questionnaire.id }, body: { draft, draftNumber: number.current } },
        {
          onSuccess: (saved) => {
            number.current = saved.draftNumber
            queries.setQueryData(keyOf(getQuestionnaire, { params: { id: saved.id } }), saved)
            // What has changed meanwhile is saved next.
            setState((now) => (now === 'saving' ? 'saved' : now))
          },
          onError: (error) => {
            setOutdated(error instanceof ApiError && error.code === 'draft.outdated')
            setState('failed')
          },
        },
      )
    }, quietMs)
    return () => clearTimeout(timer)
  }, [draft, state, outdated, questionnaire.id, queries, save])

  const change = (next: Definition) => {
    setDraft(next)
    setState('changed')
  }
  return { draft, change, state, outdated, latest: questionnaire }
}
