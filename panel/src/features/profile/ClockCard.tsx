import type { ClockCheck, KeyPair } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Radios } from '../../ui/Choice.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Pair.module.css'
import { pairsQuery } from './queries.ts'

const CHECKS = ['lenient', 'strict', 'static'] as const

/** How the time in a signature is checked. */
export function ClockCard({ pair }: { readonly pair: KeyPair }) {
  const [check, setCheck] = useState<ClockCheck>(pair.clockCheck)
  const stepUp = useStepUp()
  const queries = useQueryClient()
  const save = useAct(async () => {
    await stepUp('stepUp.pairCheck', () => api.keyPairs.change({ clockCheck: check }))
    await queries.invalidateQueries(pairsQuery)
    announce(t('pair.checkSaved'))
  })
  return (
    <Card title={t('pair.checkTitle')} lead={t('pair.checkText')}>
      <div className={styles['questions']}>
        <Radios
          legend={t('pair.checkLegend')}
          name="clockCheck"
          options={CHECKS.map((value) => ({ value, label: t(`pair.check.${value}`) }))}
          value={check}
          onChange={setCheck}
          stacked
        />
        {check === 'static' && <Notice kind="danger">{t('pair.staticWarning')}</Notice>}
        {check !== pair.clockCheck && (
          <div>
            <Button kind="primary" busy={save.busy} onClick={() => save.run()}>
              {t('action.save')}
            </Button>
          </div>
        )}
        {save.error !== null && <ErrorState error={save.error} title={t('pair.checkNotSaved')} />}
      </div>
    </Card>
  )
}
