import type { Overlap } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { keyQueryOf } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { useNow } from '../../lib/useNow.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ExactTime, RelativeTime } from '../../ui/RelativeTime.tsx'
import { EndOverlapDialog } from './EndOverlapDialog.tsx'
import styles from './OverlapNotice.module.css'
import { useKeySubject } from './subject.ts'

/** The old key still works, until when, and the way to end that. */
export function OverlapNotice({ overlap: { lastFour, endsAt } }: { readonly overlap: Overlap }) {
  const end = useEndOverlap()
  const [asking, setAsking] = useState(false)
  if (useNow(1000) >= Date.parse(endsAt)) return null
  return (
    <Notice kind="warning">
      <div className={styles['row']}>
        <p>
          {t('overlap.stillWorks', { lastFour })} <ExactTime at={endsAt} /> (<RelativeTime at={endsAt} />
          ).
        </p>
        <Button onClick={() => setAsking(true)}>{t('overlap.endNow')}</Button>
      </div>
      {asking && (
        <EndOverlapDialog
          lastFour={lastFour}
          busy={end.busy}
          error={end.error}
          onConfirm={() => end.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </Notice>
  )
}

function useEndOverlap() {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const { whose } = useKeySubject()
  return useAct(async () => {
    const key = await stepUp('stepUp.endOverlap', () => api.keys.endOverlap(whose))
    queries.setQueryData(keyQueryOf(whose).queryKey, key)
    void queries.invalidateQueries({ queryKey: ['reconnect'] })
    announce(t('overlap.ended'))
  })
}
