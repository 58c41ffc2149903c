import type { CellFix, ImportPlan } from '@keyward/sdk'
import { t } from '../../../lib/messages/index.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import styles from '../Email.module.css'
import { Faults } from './Faults.tsx'
import type { ImportSort } from './sorts.ts'

interface Props {
  readonly sort: ImportSort
  readonly plan: ImportPlan
  readonly busy: boolean
  readonly onFix: (fixes: readonly CellFix[]) => void
  readonly onStart: () => void
}

/** More are told by the file of failed rows. */
const SHOWN_FAULTS = 100

/** What a file comes to, and the button that lets it. */
export function Plan({ sort: { counts }, plan, busy, onFix, onStart }: Props) {
  const { create, update, unchanged, failed, faults } = plan
  const rows = create + update
  const shown = faults.slice(0, SHOWN_FAULTS)
  return (
    <Card title={t('import.plan')}>
      <div role="status">
        <ul>
          {create > 0 && <li>{t(counts.create, { count: create })}</li>}
          {counts.update && update > 0 && <li>{t(counts.update, { count: update })}</li>}
          {unchanged > 0 && <li>{t(counts.unchanged, { count: unchanged })}</li>}
          {failed > 0 && <li>{t('import.failed', { count: failed })}</li>}
        </ul>
      </div>
      {shown.length > 0 && <Faults plan={plan} shown={shown} busy={busy} onFix={onFix} />}
      {failed > shown.length && <p>{t('import.moreFaults', { count: failed - shown.length })}</p>}
      {rows === 0 ? (
        <Nothing plan={plan} />
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

/** Why there is nothing to let. */
function Nothing({ plan: { unchanged, failed } }: Pick<Props, 'plan'>) {
  if (unchanged === 0) return <Notice kind="warning">{t('import.nothing')}</Notice>
  if (failed === 0) return <Notice kind="info">{t('import.allUnchanged')}</Notice>
  return <Notice kind="warning">{t('import.restUnchanged')}</Notice>
}
