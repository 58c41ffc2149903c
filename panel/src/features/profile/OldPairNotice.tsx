import type { KeyPair } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { useNow } from '../../lib/useNow.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ExactTime, RelativeTime } from '../../ui/RelativeTime.tsx'
import styles from './Pair.module.css'
import { pairsQuery } from './queries.ts'

interface Props {
  readonly pairName: string
  readonly overlap: NonNullable<KeyPair['overlap']>
}

/** The old pair still works, until when, and the way to end that. */
export function OldPairNotice({ pairName, overlap: { userKey, endsAt } }: Props) {
  const [asking, setAsking] = useState(false)
  if (useNow(1000) >= Date.parse(endsAt)) return null
  return (
    <Notice kind="warning">
      <div className={styles['row']}>
        <p>
          {t('pair.stillWorks', { userKey })} <ExactTime at={endsAt} /> (<RelativeTime at={endsAt} />
          ).
        </p>
        <Button onClick={() => setAsking(true)}>{t('overlap.endNow')}</Button>
      </div>
      {asking && <EndDialog pairName={pairName} userKey={userKey} onClose={() => setAsking(false)} />}
    </Notice>
  )
}

interface EndProps {
  readonly pairName: string
  readonly userKey: string
  readonly onClose: () => void
}

function EndDialog({ pairName, userKey, onClose }: EndProps) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const end = useAct(async () => {
    await stepUp('stepUp.pairEnd', () => api.keyPairs.endOverlap(pairName))
    onClose()
    announce(t('pair.ended'))
    await queries.invalidateQueries(pairsQuery)
    void queries.invalidateQueries({ queryKey: ['pairReconnect'] })
  })
  return (
    <ConfirmDialog
      title={t('pair.endTitle')}
      text={t('pair.endText', { userKey })}
      button={t('pair.endConfirm')}
      act={end}
      onConfirm={() => end.run()}
      onClose={onClose}
      failed={t('overlap.notEnded')}
    />
  )
}
