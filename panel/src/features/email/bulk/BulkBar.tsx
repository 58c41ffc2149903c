import type { MailboxFilter, MailboxSummary } from '@keyward/sdk'
import { useId } from 'react'
import { shareOf } from '../../../lib/bulk/choose.ts'
import type { Selection } from '../../../lib/bulk/useSelection.ts'
import { t } from '../../../lib/messages/index.ts'
import { AllBox } from '../../../ui/AllBox.tsx'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Hidden } from '../../../ui/Hidden.tsx'
import type { MailboxAct } from '../acts.ts'
import { useGather } from './useGather.ts'

interface Props {
  readonly rows: readonly MailboxSummary[]
  readonly selection: Selection<MailboxSummary>
  /** All that the filter finds. */
  readonly total: number
  readonly question: MailboxFilter
  readonly deleted: boolean
  readonly onAct: (act: MailboxAct) => void
}

/** Above the list: chooses all that is shown or found, and what to do with it. */
export function BulkBar({ rows, selection, total, question, deleted, onAct }: Props) {
  const { chosen, set, clear } = selection
  const gather = useGather(question, (mailboxes) => set(mailboxes, true))
  const share = shareOf(chosen, rows)
  const any = chosen.size > 0
  const boxId = useId()
  const acts: readonly MailboxAct[] = deleted ? ['restore'] : ['block', 'unblock', 'delete']
  return (
    <>
      <section className={styles['bar']} data-active={any || undefined} aria-label={t('mailBulk.bar')}>
        <label htmlFor={boxId} className={styles['all']}>
          <AllBox id={boxId} share={share} onChange={(on) => set(rows, on)} />
          <span className={any ? 'visually-hidden' : undefined}>
            {t('mailBulk.chooseShown', { count: rows.length })}
          </span>
        </label>
        <p role="status" className={styles['count']}>
          {any && t('mailBulk.chosen', { count: chosen.size })}
        </p>
        {any && (
          <>
            {share === 'all' && total > chosen.size && <Everything total={total} gather={gather} />}
            <div className={styles['acts']}>
              {acts.map((act) => (
                <Button key={act} onClick={() => onAct(act)}>
                  {t(`mailBulk.act.${act}`)}
                </Button>
              ))}
            </div>
            <Button kind="quiet" onClick={clear}>
              {t('mailBulk.clear')}
            </Button>
          </>
        )}
      </section>
      {gather.error !== null && <ErrorState error={gather.error} title={t('mailBulk.gatherFailed')} />}
    </>
  )
}

interface EverythingProps {
  readonly total: number
  readonly gather: ReturnType<typeof useGather>
}

/** Chooses all that the filter finds. They are looked up page after page. */
function Everything({ total, gather }: EverythingProps) {
  if (!gather.busy) {
    return (
      <Button kind="quiet" onClick={gather.run}>
        {t('mailBulk.chooseAll', { total })}
      </Button>
    )
  }
  return (
    <span className={styles['gathering']}>
      <span aria-hidden="true">{t('mailBulk.gathering', { done: gather.count, total })}</span>
      <Button kind="quiet" onClick={gather.stop}>
        {t('mailBulk.stop')} <Hidden>{t('mailBulk.gathering', { done: gather.count, total })}</Hidden>
      </Button>
    </span>
  )
}
