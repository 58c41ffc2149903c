import type { ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './FactorsCard.module.css'
import { USERS } from './queries.ts'

/** Somebody typed wrong codes until none was taken any more: those who manage the user need not wait. */
export function LockedNotice({ user: { id, name, manageable } }: { readonly user: ManagedUser }) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const unlock = useAct(async () => {
    await stepUp('stepUp.unlockFactors', () => api.secondFactors.unlock(id))
    tellDone({ text: t('factors.unlocked', { name }) })
    await queries.invalidateQueries({ queryKey: USERS })
  })
  return (
    <div className={styles['locked']}>
      <Notice kind="warning">{t('factors.locked')}</Notice>
      {manageable && (
        <Button busy={unlock.busy} onClick={() => unlock.run()}>
          {t('factors.unlock')}
        </Button>
      )}
      {unlock.error !== null && <ErrorState error={unlock.error} title={t('factors.notUnlocked')} />}
    </div>
  )
}
