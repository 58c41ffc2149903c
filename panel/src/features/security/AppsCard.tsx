import type { SecondFactors, TotpDevice } from '@keyward/sdk'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { AddAppDialog } from './AddAppDialog.tsx'
import { Factor, FactorList } from './FactorList.tsx'
import { countOf } from './factors.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import styles from './Security.module.css'

interface Props {
  readonly factors: SecondFactors
  readonly onCodes: (codes: readonly string[]) => void
}

export function AppsCard({ factors, onCodes }: Props) {
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<TotpDevice | null>(null)
  const { totp } = factors
  return (
    <Card
      title={t('apps.title')}
      lead={t('apps.lead')}
      aside={
        <Button onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {t(totp.some(({ verified }) => verified) ? 'apps.addAnother' : 'apps.add')}
        </Button>
      }
    >
      {totp.length === 0 ? (
        <p className={styles['muted']}>{t('apps.none')}</p>
      ) : (
        <Apps factors={factors} onRemove={setLeaving} />
      )}
      {adding && <AddAppDialog onClose={() => setAdding(false)} onCodes={onCodes} />}
      {leaving && (
        <RemoveDialog
          name={leaving.name}
          isLast={leaving.verified && countOf(factors) === 1}
          remove={() => api.secondFactors.removeTotp(leaving.id)}
          onClose={() => setLeaving(null)}
        />
      )}
    </Card>
  )
}

interface AppsProps {
  readonly factors: SecondFactors
  readonly onRemove: (device: TotpDevice) => void
}

function Apps({ factors, onRemove }: AppsProps) {
  const isBound = factors.required && countOf(factors) === 1
  return (
    <FactorList>
      {factors.totp.map((device) => (
        <Factor
          key={device.id}
          name={device.name}
          addedAt={device.createdAt}
          note={noteOn(device, isBound)}
          onRemove={device.verified && isBound ? undefined : () => onRemove(device)}
        />
      ))}
    </FactorList>
  )
}

function noteOn({ verified }: TotpDevice, isBound: boolean): string | undefined {
  if (!verified) return t('apps.unfinished')
  return isBound ? t('security.lastOne') : undefined
}
