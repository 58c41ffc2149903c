import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'
import { useSignal } from '../../lib/signal.ts'
import { useAct } from '../../lib/useAct.ts'
import { useNow } from '../../lib/useNow.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ExactTime } from '../../ui/RelativeTime.tsx'
import { acting, endActing } from './acting.ts'
import styles from './UserFrame.module.css'

const SECOND_MS = 1_000

/** As long as there is a token in somebody's name: whose, until when, and the way to end it. */
export function ActingNotice() {
  const token = useSignal(acting)
  const now = useNow(SECOND_MS)
  const end = useAct(async () => {
    if (!token) return
    await endActing(token)
    acting.set(null)
    announce(t('actAs.ended', { name: token.name }))
  })
  if (!token || Date.parse(token.expiresAt) <= now) return null
  return (
    <section aria-label={t('actAs.banner')}>
      <Notice kind="warning">
        <div className={styles['notice']}>
          <p>
            {t('actAs.acting', { name: token.name })} <ExactTime at={token.expiresAt} />.
          </p>
          <Button busy={end.busy} onClick={() => end.run()}>
            {t('actAs.end')}
          </Button>
        </div>
        {end.error !== null && <ErrorState error={end.error} title={t('actAs.notEnded')} />}
      </Notice>
    </section>
  )
}
