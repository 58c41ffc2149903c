import '../../lib/messages/en/credentials.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { pinQuery } from './queries.ts'

/** What else one has: credentials for programs, and the PIN for support. */
export default function SupportCard() {
  return (
    <Card title={t('support.title')}>
      <Details>
        <DetailsRow
          label={t('support.credentials')}
          actions={
            <Link to="/account/application-credentials" className={buttonClass('quiet')}>
              {t('support.credentialsOpen')} <Hidden>{t('support.credentials')}</Hidden>
            </Link>
          }
        >
          {t('support.credentialsText')}
        </DetailsRow>
        <PinRow />
      </Details>
    </Card>
  )
}

function PinRow() {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const { data: state, error, refetch } = useQuery(pinQuery)
  const [pin, setPin] = useState<string | null>(null)
  const show = useAct(async () => setPin(await stepUp('stepUp.showPin', () => api.support.revealPin())))
  const reset = useAct(async () => {
    setPin(await stepUp('stepUp.resetPin', () => api.support.resetPin()))
    announce(t('support.renewed'))
    await queries.invalidateQueries(pinQuery)
  })
  const fault = show.error ?? reset.error
  const name = <Hidden> {t('support.pin')}</Hidden>
  const acts = (
    <>
      {state !== 'INACTIVE' && (
        <Button kind="quiet" busy={show.busy} onClick={() => (pin === null ? show.run() : setPin(null))}>
          {t(pin === null ? 'support.show' : 'support.hide')}
          {name}
        </Button>
      )}
      <Button kind="quiet" busy={reset.busy} onClick={() => reset.run()}>
        {t(state === 'INACTIVE' ? 'support.make' : 'support.reset')}
        {state !== 'INACTIVE' && name}
      </Button>
    </>
  )
  return (
    <DetailsRow label={t('support.pin')} actions={state !== undefined && acts}>
      {pin === null ? (
        state !== undefined && t(STATES[state])
      ) : (
        <code translate="no" spellCheck={false}>
          {pin}
        </code>
      )}
      <div>{t('support.pinText')}</div>
      {error && <ErrorState error={error} title={t('support.failed')} onRetry={() => refetch()} />}
      {fault !== null && <ErrorState error={fault} />}
    </DetailsRow>
  )
}

const STATES = { ACTIVE: 'support.isSet', LOCKED: 'support.locked', INACTIVE: 'support.none' } as const
