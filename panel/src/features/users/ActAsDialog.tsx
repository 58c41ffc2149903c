import type { ManagedUser } from '@keyward/sdk'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Radios } from '../../ui/Choice.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ExactTime } from '../../ui/RelativeTime.tsx'
import { acting } from './acting.ts'
import styles from './UserFrame.module.css'

interface Props {
  readonly user: ManagedUser
  readonly onClose: () => void
}

const SECONDS = { quarter: 900, hour: 3_600, most: 10_800 } as const
const LENGTHS = ['quarter', 'hour', 'most'] as const

/** A token in somebody's name, shown this once. It goes on when the dialog is closed, and the banner says so. */
export function ActAsDialog({ user: { id, name }, onClose }: Props) {
  const stepUp = useStepUp()
  const [length, setLength] = useState<keyof typeof SECONDS>('quarter')
  const [made, setMade] = useState<{ readonly token: string; readonly expiresAt: string } | null>(null)
  const make = useAct(async () => {
    const token = await stepUp('stepUp.actAs', () => api.support.actAs(id, SECONDS[length]))
    setMade(token)
    acting.set({ ...token, name })
  })
  const command = `curl -H "X-Auth-Token: $TOKEN" ${window.location.origin}/api/v1/verify`
  return (
    <Dialog
      open
      onClose={() => make.busy || onClose()}
      title={t('actAs.title', { name })}
      description={t(made ? 'actAs.readyText' : 'actAs.text', { name })}
      actions={
        made ? (
          <Button kind="primary" onClick={onClose}>
            {t('actAs.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
            <Button kind="primary" busy={make.busy} onClick={() => make.run()}>
              {t('actAs.make')}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <>
          <p className={styles['notice']}>
            <code className={styles['secret']} translate="no" spellCheck={false}>
              {made.token}
            </code>
            <CopyButton name={t('actAs.token')} text={made.token} />
          </p>
          <p>
            {t('actAs.acting', { name })} <ExactTime at={made.expiresAt} />.
          </p>
          <CommandLine name={t('actAs.tryName')} code={command} />
        </>
      ) : (
        <Radios
          legend={t('actAs.length')}
          name="act-as"
          options={LENGTHS.map((value) => ({ value, label: t(`actAs.${value}`) }))}
          value={length}
          onChange={setLength}
        />
      )}
      {make.error !== null && <ErrorState error={make.error} title={t('actAs.failed')} />}
    </Dialog>
  )
}
