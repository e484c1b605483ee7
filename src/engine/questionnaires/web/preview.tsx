import { useEffect, useRef, useState } from 'react'
import { useText } from '#web/i18n'
import type { Definition } from '#shared/questionnaire/definition'
import classes from './questionnaires.module.css'

/** The page as whoever answers will have it, following the draft. It sends nothing. */
export function Preview({ draft }: { draft: Definition }) {
  const t = useText()
  const frame = useRef<HTMLIFrameElement>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    if (!ready) return
    const page = frame.current?.contentWindow as { showDraft?: (data: object) => void } | null | undefined
    page?.showDraft?.({
      definition: draft,
      language: draft.languages[0],
      context: { site: t('questionnaires.preview.site'), company: t('questionnaires.preview.company') },
    })
  }, [draft, ready, t])
  return (
    <aside className={classes['preview']} aria-label={t('questionnaires.preview.title')}>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- a page of the same house, which the draft is handed over to */}
      <iframe ref={frame} src="/r/preview" title={t('questionnaires.preview.title')} onLoad={() => setReady(true)} />
    </aside>
  )
}
