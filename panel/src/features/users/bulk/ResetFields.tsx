import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { runAll } from '../../../lib/bulk/run.ts'
import { t } from '../../../lib/messages/index.ts'
import { Radios } from '../../../ui/Choice.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import type { BulkAct } from './acts.ts'
import { AT_ONCE } from './send.ts'

type Reset = Extract<BulkAct, { readonly kind: 'resetKey' }>

interface Props {
  readonly act: Reset
  readonly users: readonly ManagedUser[]
  readonly onChange: (act: Reset) => void
}

const OVERLAPS = { now: 0, hour: 3_600, day: 86_400, week: 604_800 } as const
const isOverlap = (text: string): text is keyof typeof OVERLAPS => Object.hasOwn(OVERLAPS, text)
const NAMES = Object.keys(OVERLAPS).filter(isOverlap)

/** What stops with the old keys, and when. */
export function ResetFields({ act, users, onChange }: Props) {
  const chosen = NAMES.find((name) => OVERLAPS[name] === act.overlapSeconds) ?? 'now'
  return (
    <>
      <Notice kind="warning">
        <Used users={users} />
        <p>{t('bulk.resetAfter')}</p>
      </Notice>
      <Radios
        legend={t('overlap.legend')}
        name="bulk-overlap"
        options={NAMES.map((value) => ({ value, label: t(`overlap.${value}`) }))}
        value={chosen}
        onChange={(name) => onChange({ ...act, overlapSeconds: OVERLAPS[name] })}
      />
    </>
  )
}

/** Of more users than these nobody waits for the sum. */
const MOST_ASKED = 100

function Used({ users }: Pick<Props, 'users'>) {
  const asked = users.slice(0, MOST_ASKED)
  const { data, error } = useQuery({
    queryKey: ['impact', 'of', asked.map(({ id }) => id)],
    queryFn: ({ signal }) => usesOf(asked, signal),
    gcTime: 0,
    staleTime: 0,
  })
  if (users.length > MOST_ASKED) return <p>{t('bulk.impactMany')}</p>
  if (error) return <p role="status">{t('bulk.impactFailed')}</p>
  if (!data) return <p role="status">{t('bulk.impactLoading')}</p>
  const callers = data.reduce((sum, one) => sum + one.callers, 0)
  if (callers === 0) return <p role="status">{t('bulk.impactNone')}</p>
  return (
    <p role="status">
      {t('bulk.impact', { count: callers })}{' '}
      <span translate="no">{data.map(({ name, callers: count }) => `${name} (${count})`).join(', ')}</span>.
    </p>
  )
}

/** Those whose keys are in use, and by how many applications. */
async function usesOf(users: readonly ManagedUser[], signal: AbortSignal) {
  const found: { readonly name: string; readonly callers: number }[] = []
  const faults: unknown[] = []
  await runAll(users, {
    atOnce: AT_ONCE,
    signal,
    perform: async ({ id, name }) => {
      const { activeCallers } = await api.keys.impact(id)
      if (activeCallers > 0) found.push({ name, callers: activeCallers })
    },
    onOutcome: (_, outcome) => {
      if (outcome.kind === 'failed') faults.push(outcome.error)
    },
  })
  if (faults.length > 0) throw faults[0]
  return found.sort((left, right) => right.callers - left.callers)
}
