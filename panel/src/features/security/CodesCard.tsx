import type { SecondFactors } from '@keyward/sdk'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { areFew, countOf } from './factors.ts'
import { useChanged } from './queries.ts'
import styles from './Security.module.css'

interface Props {
  readonly factors: SecondFactors
  readonly onCodes: (codes: readonly string[]) => void
}

export function CodesCard({ factors, onCodes }: Props) {
  const [asking, setAsking] = useState(false)
  const hasFactor = countOf(factors) > 0
  return (
    <Card
      title={t('codes.title')}
      lead={t('codes.lead')}
      aside={hasFactor && <Button onClick={() => setAsking(true)}>{t('codes.make')}</Button>}
    >
      {hasFactor ? <Left factors={factors} /> : <p className={styles['muted']}>{t('codes.comeLater')}</p>}
      {asking && <MakeDialog onClose={() => setAsking(false)} onCodes={onCodes} />}
    </Card>
  )
}

function Left({ factors }: { readonly factors: SecondFactors }) {
  const { recoveryCodesLeft: count, recoveryCodesMadeAt: madeAt } = factors
  return (
    <>
      <p>
        <span className={styles['name']}>{t('codes.left', { count })}</span>
        {madeAt !== null && (
          <span className={styles['muted']}>
            , {t('codes.made')} <RelativeTime at={madeAt} />
          </span>
        )}
      </p>
      {areFew(factors) && <Notice kind="warning">{t('codes.few')}</Notice>}
    </>
  )
}

function MakeDialog({ onClose, onCodes }: Omit<Props, 'factors'> & { readonly onClose: () => void }) {
  const stepUp = useStepUp()
  const changed = useChanged()
  const make = useAct(async () => {
    const codes = await stepUp('stepUp.makeCodes', () => api.secondFactors.renewRecoveryCodes())
    onClose()
    onCodes(codes)
    await changed(t('codes.shownTitle'))
  })
  return (
    <ConfirmDialog
      title={t('codes.makeTitle')}
      text={t('codes.makeText')}
      button={t('codes.make')}
      kind="primary"
      act={make}
      onConfirm={() => make.run()}
      onClose={onClose}
    />
  )
}
