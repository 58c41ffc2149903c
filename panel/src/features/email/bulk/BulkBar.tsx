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
import { saveMailboxes } from './saveMailboxes.ts'
import type { BulkAct } from './target.ts'
import { useGather } from './useGather.ts'

interface Props {
  readonly rows: readonly MailboxSummary[]
  readonly selection: Selection<MailboxSummary>
  /** All that the filter finds, and whether all of it is selected, loaded or not. */
  readonly total: number
  readonly everything: boolean
  readonly onEverything: () => void
  readonly question: MailboxFilter
  readonly deleted: boolean
  readonly onAct: (act: BulkAct) => void
}

/** Above the list: selects all that is loaded or found, and what to do with it. */
export function BulkBar({ rows, selection, total, everything, onEverything, question, ...props }: Props) {
  const { chosen, set, clear } = selection
  const gather = useGather(question, saveMailboxes)
  const share = shareOf(chosen, rows)
  const count = everything ? total : chosen.size
  const boxId = useId()
  const acts: readonly BulkAct[] = props.deleted ? ['restore'] : ['block', 'unblock', 'quota', 'delete']
  const save = () => (everything ? void gather.run() : saveMailboxes([...chosen.values()]))
  return (
    <>
      <section className={styles['bar']} data-active={count > 0 || undefined} aria-label={t('mailBulk.bar')}>
        <label htmlFor={boxId} className={styles['all']}>
          <AllBox id={boxId} share={share} onChange={(on) => (on ? set(rows, true) : clear())} />
          <span className={count > 0 ? 'visually-hidden' : undefined}>
            {t('mailBulk.chooseShown', { count: rows.length })}
          </span>
        </label>
        <p role="status" className={styles['count']}>
          {count > 0 && t(everything ? 'mailBulk.allChosen' : 'mailBulk.chosen', { count })}
        </p>
        {count > 0 && (
          <>
            {share === 'all' && total > count && (
              <Button kind="quiet" onClick={onEverything}>
                {t('mailBulk.chooseAll', { total })}
              </Button>
            )}
            <div className={styles['acts']}>
              {acts.map((act) => (
                <Button key={act} onClick={() => props.onAct(act)}>
                  {t(`mailBulk.act.${act}`)}
                </Button>
              ))}
              {gather.busy ? (
                <Gathering gather={gather} total={total} />
              ) : (
                <Button onClick={save}>{t('mailBulk.export')}</Button>
              )}
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

interface GatheringProps {
  readonly gather: ReturnType<typeof useGather>
  readonly total: number
}

/** Looked up for a file, page after page. */
function Gathering({ gather, total }: GatheringProps) {
  const text = t('mailBulk.gathering', { done: gather.count, total })
  return (
    <span className={styles['gathering']}>
      <span aria-hidden="true">{text}</span>
      <Button kind="quiet" onClick={gather.stop}>
        {t('mailBulk.stop')} <Hidden>{text}</Hidden>
      </Button>
    </span>
  )
}
