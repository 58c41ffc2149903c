import type { ManagedUser } from '@keyward/sdk'
import { useId } from 'react'
import { shareOf } from '../../../lib/bulk/choose.ts'
import type { Selection } from '../../../lib/bulk/useSelection.ts'
import { t } from '../../../lib/messages/index.ts'
import { managesUsers } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { ActionItem, ActionMenu } from '../../../ui/ActionMenu.tsx'
import { AllBox } from '../../../ui/AllBox.tsx'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import type { BulkKind } from './acts.ts'
import { Everybody } from './Everybody.tsx'

interface Props {
  readonly rows: readonly ManagedUser[]
  readonly selection: Selection<ManagedUser>
  /** All whom the filter finds, when more than are shown; undefined while nobody knows. */
  readonly total: number | undefined
  readonly gather: Parameters<typeof Everybody>[0]['gather']
  readonly onAct: (kind: BulkKind) => void
}

/** Above the list: chooses all that is shown, and what to do with those who are chosen. */
export function BulkBar({ rows, selection, total, gather, onAct }: Props) {
  const { chosen, set, clear } = selection
  const share = shareOf(chosen, rows)
  const any = chosen.size > 0
  const boxId = useId()
  return (
    <section className={styles['bar']} data-active={any || undefined} aria-label={t('bulk.bar')}>
      <label htmlFor={boxId} className={styles['all']}>
        <AllBox id={boxId} share={share} onChange={(on) => set(rows, on)} />
        <span className={any ? 'visually-hidden' : undefined}>
          {t('bulk.chooseShown', { count: rows.length })}
        </span>
      </label>
      <p role="status" className={styles['count']}>
        {any && t('bulk.chosen', { count: chosen.size })}
      </p>
      {any && (
        <>
          {share === 'all' && total !== undefined && total > chosen.size && (
            <Everybody total={total} gather={gather} />
          )}
          <Acts onAct={onAct} />
          <Button kind="quiet" onClick={clear}>
            {t('bulk.clear')}
          </Button>
        </>
      )}
    </section>
  )
}

function Acts({ onAct }: Pick<Props, 'onAct'>) {
  const manages = managesUsers(useUser())
  return (
    <div className={styles['acts']}>
      <Button onClick={() => onAct('disable')}>{t('bulk.act.disable')}</Button>
      <Button onClick={() => onAct('enable')}>{t('bulk.act.enable')}</Button>
      {manages && <Button onClick={() => onAct('give')}>{t('bulk.act.roles')}</Button>}
      {manages && <Button onClick={() => onAct('signOut')}>{t('bulk.act.signOut')}</Button>}
      {manages && <Button onClick={() => onAct('delete')}>{t('bulk.act.delete')}</Button>}
      {manages && (
        <ActionMenu name={t('bulk.moreActs')}>
          <ActionItem onClick={() => onAct('invite')}>{t('bulk.act.invite')}</ActionItem>
          <ActionItem onClick={() => onAct('factorRule')}>{t('bulk.act.factorRule')}</ActionItem>
          <ActionItem onClick={() => onAct('resetKey')}>{t('bulk.act.resetKey')}</ActionItem>
        </ActionMenu>
      )}
    </div>
  )
}
