import type { CellFix, ImportPlan } from '@keyward/sdk'
import { t } from '../../../lib/messages/index.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import styles from '../Email.module.css'
import { Faults } from './Faults.tsx'

interface Props {
  readonly plan: ImportPlan
  readonly busy: boolean
  readonly onFix: (fixes: readonly CellFix[]) => void
  readonly onStart: () => void
}

/** More are told by the file of failed rows. */
const SHOWN_FAULTS = 100

/** What a file comes to, and the button that lets it. */
export function Plan({ plan, busy, onFix, onStart }: Props) {
  const { create, update, failed, faults } = plan
  const rows = create + update
  const shown = faults.slice(0, SHOWN_FAULTS)
  return (
    <Card title={t('import.plan')}>
      <div role="status">
        <ul>
          {create > 0 && <li>{t('import.create', { count: create })}</li>}
          {update > 0 && <li>{t('import.update', { count: update })}</li>}
          {failed > 0 && <li>{t('import.failed', { count: failed })}</li>}
        </ul>
      </div>
      {shown.length > 0 && <Faults plan={plan} shown={shown} busy={busy} onFix={onFix} />}
      {failed > shown.length && <p>{t('import.moreFaults', { count: failed - shown.length })}</p>}
      {rows === 0 ? (
        <Notice kind="warning">{t('import.nothing')}</Notice>
      ) : (
        <div className={styles['row']}>
          <Button kind="primary" busy={busy} onClick={onStart}>
            {t('import.start', { count: rows })}
          </Button>
        </div>
      )}
    </Card>
  )
}
