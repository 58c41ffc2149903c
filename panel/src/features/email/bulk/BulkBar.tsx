import type { MailboxFilter, MailboxSummary } from '@keyward/sdk'
import { useId } from 'react'
import { api } from '../../../lib/api.ts'
import { shareOf } from '../../../lib/bulk/choose.ts'
import type { Selection } from '../../../lib/bulk/useSelection.ts'
import { saveStream } from '../../../lib/download.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { AllBox } from '../../../ui/AllBox.tsx'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { saveMailboxes } from './saveMailboxes.ts'
import type { BulkAct } from './target.ts'

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

const ACTS: readonly BulkAct[] = ['block', 'unblock', 'quota', 'requirePassword', 'delete']

/** Above the list: selects all that is loaded or found, and what to do with it. */
export function BulkBar({ rows, selection, total, everything, onEverything, question, ...props }: Props) {
  const { chosen, set, clear } = selection
  const save = useAct(async () =>
    everything
      ? saveStream('mailboxes.csv', await api.mailboxes.export(question))
      : saveMailboxes([...chosen.values()]),
  )
  const share = shareOf(chosen, rows)
  const count = everything ? total : chosen.size
  const boxId = useId()
  const acts: readonly BulkAct[] = props.deleted ? ['restore'] : ACTS
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
              <Button busy={save.busy} onClick={() => void save.run()}>
                {t('mailBulk.export')}
              </Button>
            </div>
            <Button kind="quiet" onClick={clear}>
              {t('mailBulk.clear')}
            </Button>
          </>
        )}
      </section>
      {save.error !== null && <ErrorState error={save.error} title={t('export.failed')} />}
    </>
  )
}
