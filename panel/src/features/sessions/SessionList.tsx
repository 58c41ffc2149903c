import type { UserSession } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { focusHeading } from '../../lib/focus.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import styles from './SessionList.module.css'
import { SessionTable } from './SessionTable.tsx'

interface Props {
  /** For the SDK: `me`, or a user's id. */
  readonly whose: string
  readonly name: string
}

/** Where somebody is signed in, with a way to end each and all. */
export function SessionList({ whose, name }: Props) {
  const query = { queryKey: ['sessions', whose], queryFn: () => api.userSessions.list(whose) }
  const { data, error, refetch } = useQuery(query)
  const { end, said } = useEnd(whose)
  if (error) return <ErrorState error={error} title={t('sessions.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={4} onRetry={() => refetch()} />
  const others = data.filter(({ current }) => !current)
  const isOwn = whose === 'me'
  return (
    <Card
      title={t('sessions.card')}
      {...(!isOwn && { lead: t('sessions.ofOther', { name }) })}
      aside={
        others.length > 0 && (
          <Button busy={end.busy} onClick={() => end.run(null)}>
            {t(isOwn ? 'sessions.endOthers' : 'sessions.endAll')}
          </Button>
        )
      }
    >
      {data.length > 0 && <SessionTable sessions={data} busy={end.busy} onEnd={(one) => end.run(one)} />}
      {others.length === 0 && <p>{isOwn ? t('sessions.onlyThis') : t('sessions.none', { name })}</p>}
      {said !== '' && <p className={styles['said']}>{said}</p>}
      {end.error !== null && <ErrorState error={end.error} title={t('sessions.notEnded')} />}
    </Card>
  )
}

/** Ends one session, or with null all but the one that asks. */
function useEnd(whose: string) {
  const queries = useQueryClient()
  const [said, setSaid] = useState('')
  const stepUp = useStepUp()
  // One's own sessions end without a question.
  const withProof = (perform: () => Promise<string>) =>
    whose === 'me' ? perform() : stepUp('stepUp.endSessions', perform)
  const end = useAct(async (session: UserSession | null) => {
    const text = await withProof(() => (session === null ? endAll(whose) : endOne(whose, session)))
    await queries.invalidateQueries({ queryKey: ['sessions', whose] })
    setSaid(text)
    announce(text)
    focusHeading()
  })
  return { end, said }
}

async function endOne(whose: string, { id }: UserSession): Promise<string> {
  await api.userSessions.end(id, whose).catch((error: unknown) => {
    // It ended by itself, or elsewhere: that is what was wanted.
    if (!isCode(error, 'not_found')) throw error
  })
  return t('sessions.ended')
}

async function endAll(whose: string): Promise<string> {
  return t('sessions.endedMany', { count: await api.userSessions.endAll(whose) })
}
