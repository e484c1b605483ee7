import { useText } from '#web/i18n'
import type { DefinitionFault } from '#shared/questionnaire/check'
import type { QuestionnaireDetail } from '../contract.ts'
import classes from './questionnaires.module.css'

export type Fault = QuestionnaireDetail['faults'][number]

/** What would not work once it is published. */
export function Faults({ faults }: { faults: readonly Fault[] }) {
  const t = useText()
  if (faults.length === 0) return null
  return (
    <ul className={classes['faults']}>
      {faults.map(({ code, params }, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- the same fault may stand twice
        <li key={place}>{t(`questionnaires.faults.${code as DefinitionFault['code']}`, params ?? {})}</li>
      ))}
    </ul>
  )
}
