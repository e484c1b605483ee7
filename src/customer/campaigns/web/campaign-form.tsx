import { Group, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { DayInput, EurosInput, SavingForm } from '#web/ui'
import { changeCosts, createCampaign, listCampaigns, updateCampaign, type Campaign } from '../contract.ts'
import { CampaignCosts, fromTyped, toTyped } from './campaign-costs.tsx'
import { OpenSelect } from './open-select.tsx'
import { channelOfMedium, channels, mediums, useCampaignWords } from './words.ts'

type CampaignFormProps = { campaign?: Campaign; onDone: () => void }

export function CampaignForm({ campaign, onDone }: CampaignFormProps) {
  const t = useText()
  const words = useCampaignWords()
  const create = useAction(createCampaign, { reads: [listCampaigns], inline: true })
  const update = useAction(updateCampaign, { reads: [listCampaigns], inline: true })
  const pay = useAction(changeCosts, { reads: [listCampaigns], inline: true })
  const currency = campaign?.currency ?? 'EUR'
  const form = useForm({
    initialValues: {
      name: campaign?.name ?? '',
      medium: campaign?.medium ?? '',
      channel: campaign?.channel ?? '',
      code: campaign?.code ?? '',
      /** As it is typed: euros. Named as in the endpoint, for its refusals. */
      costCents: (campaign ? campaign.costCents / 100 : '') as number | string,
      costs: (campaign?.costs ?? []).map(toTyped),
      startsOn: campaign?.startsOn ?? null,
      endsOn: campaign?.endsOn ?? null,
    },
    validate: {
      costs: {
        startsOn: (day) => (day ? null : t('campaigns.dayMissing')),
        endsOn: (day) => (day ? null : t('campaigns.dayMissing')),
      },
      name: (name) => (name.trim() ? null : t('campaigns.nameMissing')),
      medium: (medium) => (medium ? null : t('campaigns.mediumMissing')),
      channel: (channel) => (channel ? null : t('campaigns.channelMissing')),
      endsOn: (end, { startsOn }) => (end && startsOn && end < startsOn ? t('campaigns.endsBeforeStart') : null),
    },
  })
  const save = async (values: typeof form.values) => {
    const { costs: typed, ...rest } = values
    const body = {
      ...rest,
      code: values.code.trim() || null,
      costCents: Math.round(Number(values.costCents) * 100),
      currency,
    }
    const { id } = await (campaign
      ? update.mutateAsync({ params: { id: campaign.id }, body })
      : create.mutateAsync({ body }))
    const paid = typed.map(fromTyped)
    if (JSON.stringify(paid) !== JSON.stringify(campaign?.costs ?? []))
      await pay.mutateAsync({ params: { id }, body: { costs: paid } })
  }
  const chooseMedium = (medium: string | null) => {
    const follows = !form.values.channel || form.values.channel === channelOfMedium(form.values.medium)
    form.setFieldValue('medium', medium ?? '')
    const usual = channelOfMedium(medium ?? '')
    if (follows && usual) form.setFieldValue('channel', usual)
  }

  const { costs } = form.values

  return (
    <SavingForm
      form={form}
      save={save}
      onDone={onDone}
      onCancel={onDone}
      fieldOf={{ 'campaign.same_period': 'costs' }}
      action={campaign ? t('ui.save') : t('campaigns.add')}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={t('campaigns.name')}
        placeholder={t('campaigns.nameExample')}
        data-autofocus
      />
      <OpenSelect
        {...form.getInputProps('medium')}
        onChange={chooseMedium}
        options={mediums.map((medium) => ({ value: medium, label: words.medium(medium) }))}
        label={t('campaigns.medium')}
        description={t('campaigns.mediumHelp')}
      />
      <OpenSelect
        {...form.getInputProps('channel')}
        options={Object.values(channels).map((channel) => ({ value: channel, label: words.channel(channel) }))}
        label={t('campaigns.channel')}
        description={t('campaigns.channelHelp')}
      />
      <TextInput
        {...form.getInputProps('code')}
        label={t('campaigns.code')}
        description={t('campaigns.codeHelp')}
        autoComplete="off"
        spellCheck={false}
      />
      {costs.length === 0 && (
        <EurosInput
          {...form.getInputProps('costCents')}
          label={t('campaigns.cost')}
          description={t('campaigns.costHelp')}
          {...(currency !== 'EUR' && { suffix: `\u00a0${currency}` })}
        />
      )}
      {campaign && <CampaignCosts form={form} />}
      <Group grow align="flex-start">
        <DayInput {...form.getInputProps('startsOn')} label={t('campaigns.startsOn')} />
        <DayInput {...form.getInputProps('endsOn')} label={t('campaigns.endsOn')} />
      </Group>
    </SavingForm>
  )
}
