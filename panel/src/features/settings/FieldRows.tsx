import type { AccountSettings } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { FieldRow } from '../../ui/FieldRow.tsx'
import type { ChangeSettings } from './change.ts'

interface Props {
  readonly settings: AccountSettings
  readonly change: ChangeSettings
}

export function NameRow({ settings, change }: Props) {
  const name = t('policies.name')
  return (
    <FieldRow
      name={name}
      text={t('policies.nameText')}
      shown={<span translate="no">{settings.name}</span>}
      value={settings.name}
      field="name"
      input={{ type: 'text', maxLength: 100, autoComplete: 'off' }}
      onSave={(value) => change(name, { name: value }, { name: settings.name })}
    />
  )
}

export function StepUpRow({ settings, change }: Props) {
  const name = t('policies.stepUp')
  const { stepUpMinutes } = settings
  return (
    <FieldRow
      name={name}
      text={t('policies.stepUpText')}
      shown={stepUpMinutes === 0 ? t('policies.shortest') : t('policies.minutes', { count: stepUpMinutes })}
      value={String(stepUpMinutes)}
      field="stepUpMinutes"
      hint={t('policies.stepUpMinutes')}
      input={{ type: 'number', min: 0, max: 60, step: 1, inputMode: 'numeric' }}
      onSave={(value) => change(name, { stepUpMinutes: Number(value) }, { stepUpMinutes })}
    />
  )
}
