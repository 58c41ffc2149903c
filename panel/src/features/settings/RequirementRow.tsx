import type { Requirement } from '@keyward/sdk'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import styles from './Settings.module.css'

const requirementQuery = queryOptions({
  queryKey: ['account', 'second-factor'],
  queryFn: () => api.account.requirement(),
})

/** Whether everybody here needs a second factor. Turning it on signs out those who have none. */
export function RequirementRow() {
  const { secondFactor } = useUser()
  const { data, error, refetch } = useQuery(requirementQuery)
  const [asking, setAsking] = useState(false)
  const name = t('policies.factor')
  const canTurn = data !== undefined && (secondFactor || data.required)
  return (
    <DetailsRow
      label={name}
      actions={
        canTurn && (
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {t(data.required ? 'policies.turnOff' : 'policies.turnOn')} <Hidden>{name}</Hidden>
          </Button>
        )
      }
    >
      {data && <span className={styles['value']}>{t(data.required ? 'policies.on' : 'policies.off')}</span>}
      <p className={styles['text']}>{t('policies.factorText')}</p>
      {data && !canTurn && (
        <p className={styles['text']}>
          {t('policies.factorOwn')} <Link to="/profile/security">{t('area.security')}</Link>
        </p>
      )}
      {error && <ErrorState error={error} onRetry={() => refetch()} />}
      {asking && data && <TurnDialog name={name} now={data} onClose={() => setAsking(false)} />}
    </DetailsRow>
  )
}

interface TurnProps {
  readonly name: string
  readonly now: Requirement
  readonly onClose: () => void
}

function TurnDialog({ name, now, onClose }: TurnProps) {
  const turn = useTurn(name, now, onClose)
  return (
    <ConfirmDialog
      title={t('policies.confirmTitle', { name })}
      text={
        now.required
          ? t('policies.factorOff')
          : t('policies.factorOn', { count: now.usersWithout, sessions: now.sessionsThatEnd })
      }
      button={t('policies.confirm')}
      act={turn}
      onConfirm={() => turn.run()}
      onClose={onClose}
    />
  )
}

function useTurn(name: string, { required }: Requirement, onTurned: () => void) {
  const stepUp = useStepUp()
  const queries = useQueryClient()
  return useAct(async () => {
    const changed = await stepUp('stepUp.settings', () => api.account.requireSecondFactor(!required))
    queries.setQueryData(requirementQuery.queryKey, changed)
    onTurned()
    announce(t('policies.saved', { name }))
    // The own page of factors says what is required.
    await queries.invalidateQueries({ queryKey: ['second-factors'] })
  })
}
