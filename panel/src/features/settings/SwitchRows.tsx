import type { AccountSettings, AccountSettingsChange } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import type { ChangeSettings } from './change.ts'
import styles from './Settings.module.css'

interface Props {
  readonly settings: AccountSettings
  readonly change: ChangeSettings
}

export function TokensRow({ settings, change }: Props) {
  const { resetKeepsTokens: on } = settings
  return (
    <SwitchRow
      name={t('policies.tokens')}
      text={t('policies.tokensText')}
      on={on}
      set={(to) => ({ resetKeepsTokens: to })}
      change={change}
      {...(!on && { confirm: t('policies.tokensConfirm') })}
    />
  )
}

export function RevealRow({ settings, change }: Props) {
  const { apiReveal: on } = settings
  return (
    <SwitchRow
      name={t('policies.reveal')}
      text={t('policies.revealText')}
      on={on}
      set={(to) => ({ apiReveal: to })}
      change={change}
      {...(on && { confirm: t('policies.revealConfirm') })}
    />
  )
}

export function ShowOnceRow({ settings, change }: Props) {
  const { showOnce, showOnceRequired, copies } = settings
  const on = showOnce || showOnceRequired
  return (
    <SwitchRow
      name={t('policies.once')}
      text={t('policies.onceText')}
      on={on}
      set={(to) => ({ showOnce: to })}
      change={change}
      fixed={showOnceRequired}
      {...(!on &&
        copies > 0 && {
          confirm: t('policies.onceConfirm', { count: copies }),
          confirmLabel: t('policies.onceAction'),
          final: true,
        })}
    />
  )
}

interface SwitchProps {
  readonly name: string
  /** What the setting does, and for whom. */
  readonly text: string
  readonly on: boolean
  readonly set: (on: boolean) => AccountSettingsChange
  readonly change: ChangeSettings
  /** What a change ends, for people to agree to first. */
  readonly confirm?: string
  readonly confirmLabel?: string
  /** There is no way back from it. */
  readonly final?: boolean
  /** The operator decides it. */
  readonly fixed?: boolean
}

function SwitchRow(props: SwitchProps) {
  const { name, text, on, set, change, confirm, final = false, fixed = false } = props
  const [asking, setAsking] = useState(false)
  const turn = useAct(async () => {
    await change(name, set(!on), final ? null : set(on))
    setAsking(false)
  })
  const press = () => (confirm === undefined ? turn.run() : setAsking(true))
  return (
    <DetailsRow
      label={name}
      actions={
        !fixed && (
          <Button kind="quiet" busy={turn.busy} onClick={press}>
            {t(on ? 'policies.turnOff' : 'policies.turnOn')} <Hidden>{name}</Hidden>
          </Button>
        )
      }
    >
      <span className={styles['value']}>{t(on ? 'policies.on' : 'policies.off')}</span>
      <p className={styles['text']}>{text}</p>
      {fixed && <p className={styles['text']}>{t('policies.required')}</p>}
      {turn.error !== null && !asking && <ErrorState error={turn.error} />}
      {confirm !== undefined && (
        <ConfirmDialog
          open={asking}
          title={t('policies.confirmTitle', { name })}
          text={confirm}
          button={props.confirmLabel ?? t('policies.confirm')}
          act={turn}
          onConfirm={() => turn.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </DetailsRow>
  )
}
