import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Failure, Loading, Page } from '#web/ui'
import { getQualification } from '../contract.ts'
import { QualificationForm } from './qualification-form.tsx'

/** Which calls are left out of the figures, and how many that makes. */
export function QualificationSettings() {
  const t = useText()
  const { data, isError, error, refetch } = useEndpoint(getQualification)
  return (
    <Page title={t('qualification.title')} lead={t('qualification.lead')}>
      {data ? (
        <QualificationForm qualification={data} />
      ) : isError ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  )
}
