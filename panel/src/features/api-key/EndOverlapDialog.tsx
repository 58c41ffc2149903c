import type { Impact } from '@keyward/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { CallerTable } from '../../ui/CallerTable.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from '../../ui/ImpactPreview.module.css'
import { Loading } from '../../ui/Loading.tsx'
import { useImpact } from './useImpact.ts'

interface Props {
  readonly lastFour: string
  readonly busy: boolean
  readonly error: unknown
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before the old key of an overlap is ended, and says whom that stops. */
export function EndOverlapDialog({ lastFour, busy, error, onConfirm, onClose }: Props) {
  return (
    <ConfirmDialog
      title={t('overlap.endTitle')}
      text={t('overlap.endText', { lastFour })}
      button={t('overlap.endConfirm')}
      act={{ busy, error }}
      onConfirm={onConfirm}
      onClose={onClose}
      failed={t('overlap.notEnded')}
    >
      <Users impact={useImpact()} />
    </ConfirmDialog>
  )
}

/** The decision never waits for it. */
function Users({ impact: { data, error, refetch } }: { readonly impact: UseQueryResult<Impact> }) {
  if (data === undefined && error) {
    return <ErrorState error={error} title={t('overlap.usersFailed')} onRetry={() => refetch()} />
  }
  if (data === undefined) {
    return (
      <div className={styles['loading']}>
        <p>{t('overlap.usersLoading')}</p>
        <Loading lines={2} />
      </div>
    )
  }
  const callers = data.callers.filter(({ stopsAtOnce }) => stopsAtOnce)
  if (callers.length === 0) return <p>{t('overlap.usersNone', { days: data.windowDays })}</p>
  return (
    <div className={styles['known']}>
      <h3>{t('overlap.users', { count: callers.length })}</h3>
      <CallerTable caption={t('overlap.usersCaption')} callers={callers} />
    </div>
  )
}
