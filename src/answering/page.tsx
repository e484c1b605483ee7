/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import type { Answers } from '#shared/questionnaire/definition'
import { piped, textIn } from '#shared/questionnaire/text'
import type { PageData } from './data.ts'
import { Form } from './form.tsx'
import { keep, type Kept, recall } from './keep.ts'
import { newId, send, sendFile, type Sent } from './send.ts'
import { sayIn } from './words.ts'

const quietMs = 60_000
const thanksMs = 8000

/** @param first answered in the letter that led here: a mail's first question. */
export function Page({ data, first }: { data: PageData; first: Answers }) {
  const { definition, context, mode } = data
  const blank: Kept = { answers: first, page: 0, language: data.language }
  const [kept, setKept] = useState<Kept>(() => {
    const before = recall(data)
    return before ? { ...before, answers: { ...before.answers, ...first } } : blank
  })
  const [waiting, setWaiting] = useState(false)
  const [outcome, setOutcome] = useState<Sent>()
  const { language, sent } = kept
  const state = sent ? (waiting ? 'waiting' : 'sending') : (outcome ?? 'answering')
  const say = sayIn(data, language)
  const change = (next: Kept) => {
    setKept(next)
    keep(data, next)
  }
  const again = () => {
    setKept(blank)
    setOutcome(undefined)
  }
  const onSend = (answers: Answers) => {
    if (mode === 'preview') setOutcome('taken')
    else change({ ...kept, sent: { submissionId: newId(), language, answers } })
  }
  // What was sent before the page was closed, and has not arrived, goes on by itself.
  useEffect(() => {
    if (!sent) return
    void send(data, sent, () => setWaiting(true)).then((reply) => {
      keep(data, undefined)
      setWaiting(false)
      setOutcome(reply)
      setKept(({ sent: _gone, ...rest }) => rest)
    })
  }, [data, sent])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  // The next in the queue does not see what the one before has begun.
  useEffect(() => {
    if (mode !== 'kiosk' || sent || (!outcome && Object.keys(kept.answers).length === 0)) return undefined
    const timer = setTimeout(again, outcome ? thanksMs : quietMs)
    return () => clearTimeout(timer)
  })
  const upload = async (file: File) => {
    if (mode === 'preview') return newId()
    const reply = await sendFile(data, file)
    if (reply === undefined) alert(say('file_refused'))
    return reply
  }
  return (
    <>
      <header>
        <h1>{textIn(definition.title, language, definition)}</h1>
        {definition.languages.length > 1 && (
          <nav aria-label={say('languages')}>
            {definition.languages.map((one) => (
              <button
                key={one}
                type="button"
                lang={one}
                aria-pressed={one === language}
                onClick={() => change({ ...kept, language: one })}
              >
                {one.toUpperCase()}
              </button>
            ))}
          </nav>
        )}
      </header>
      {state === 'answering' ? (
        <Form data={data} say={say} kept={kept} onChange={change} onSend={onSend} upload={upload} />
      ) : (
        <div class="end" aria-live="polite">
          {state === 'taken' ? (
            <p>
              {piped(textIn(definition.thanks, language, definition), {
                definition,
                answers: kept.answers,
                context,
                language,
              }) || say('thanks')}
            </p>
          ) : (
            <p>{say(state)}</p>
          )}
          {(state === 'refused' || (state === 'taken' && mode !== 'page')) && (
            <button type="button" class="go" onClick={again}>
              {say('again')}
            </button>
          )}
        </div>
      )}
    </>
  )
}
