import { t } from '../../lib/messages/index.ts'
import type { Act } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './KeyPanel.module.css'

export function NoKey({ create }: { readonly create: Act<[]> }) {
  return (
    <DetailsRow label={t('key.label')}>
      <div className={styles['panel']}>
        <p>{t('key.whyOne')}</p>
        <div>
          <Button kind="primary" busy={create.busy} onClick={() => create.run()}>
            {create.busy ? t('key.generating') : t('key.generate')}
          </Button>
        </div>
        {create.error !== null && (
          <ErrorState error={create.error} title={t('key.notCreated')} onRetry={() => create.run()} />
        )}
      </div>
    </DetailsRow>
  )
}
