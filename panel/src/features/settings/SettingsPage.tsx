import '../../lib/messages/en/settings.ts'
import type { AccountSettings, AccountSettingsChange, Edit } from '@keyward/sdk'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { managesAccount, ownsAccount } from '../../lib/rights.ts'
import { useSaveEdit } from '../../lib/saveEdit.ts'
import { useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Details } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { ContactCard } from './ContactCard.tsx'
import type { ChangeSettings } from './change.ts'
import { NameRow, StepUpRow } from './FieldRows.tsx'
import { RequirementRow } from './RequirementRow.tsx'
import { RevealRow, ShowOnceRow, TokensRow } from './SwitchRows.tsx'
import { settingsSnippets } from './snippets.ts'

const settingsQuery = queryOptions({
  queryKey: ['account', 'settings'],
  queryFn: () => api.account.settings(),
})

/** What holds for everybody in the account; for its owner, and a part of it for managers. */
export default function SettingsPage() {
  const user = useUser()
  if (!managesAccount(user)) {
    return <NotAllowed title={t('area.policies')} reason={t('policies.notAllowed')} />
  }
  if (!ownsAccount(user)) return <UserPolicies />
  return (
    <Page title={t('area.policies')} lead={t('policies.lead', { number: user.accountId })}>
      <Policies />
      <ShowAsCode
        name={t('code.settingsName')}
        note={t('code.settingsNote')}
        snippets={settingsSnippets(window.location.origin, user.accountId)}
      />
    </Page>
  )
}

/** What those settle who manage users and do not own the account. */
function UserPolicies() {
  return (
    <Page title={t('area.policies')} lead={t('policies.leadManager')}>
      <Card title={t('policies.account')}>
        <Details>
          <RequirementRow />
        </Details>
      </Card>
    </Page>
  )
}

function Policies() {
  const { data, error, refetch } = useQuery(settingsQuery)
  const { change, undo, saved } = useChange(data)
  if (error) return <ErrorState error={error} title={t('policies.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={8} onRetry={() => refetch()} />
  return (
    <>
      <Card title={t('policies.account')}>
        <Details>
          <NameRow settings={data} change={change} />
          <StepUpRow settings={data} change={change} />
          <RequirementRow />
          <TokensRow settings={data} change={change} />
          <RevealRow settings={data} change={change} />
          <ShowOnceRow settings={data} change={change} />
        </Details>
      </Card>
      <ContactCard settings={data} change={change} />
      {saved !== null && (
        <Notice kind="success">
          <p>{t('policies.saved', { name: saved.name })}</p>
          {saved.before !== null && (
            <Button busy={undo.busy} onClick={() => undo.run()}>
              {t('policies.undo')}
            </Button>
          )}
        </Notice>
      )}
      {undo.error !== null && <ErrorState error={undo.error} />}
    </>
  )
}

/** One setting that was changed, and the way back; null where there is none. */
interface Saved {
  readonly name: string
  readonly before: AccountSettingsChange | null
}

function useChange(settings: AccountSettings | undefined) {
  const stepUp = useStepUp()
  const queries = useQueryClient()
  const [saved, setSaved] = useState<Saved | null>(null)
  const saveEdit = useSaveEdit()
  const send = async (to: AccountSettingsChange, shown: AccountSettingsChange | null) => {
    const form = {
      change: to,
      shown: shown ?? {},
      read: () => api.account.settings(),
      send: (edit: Edit<AccountSettingsChange>) => api.account.change(edit),
    }
    const changed = await stepUp('stepUp.settings', () => saveEdit(form))
    queries.setQueryData(settingsQuery.queryKey, changed ?? (await api.account.settings()))
    // How long a confirmation lasts, and what a key row says, may be different now.
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'account' })
    return changed !== null
  }
  const change: ChangeSettings = async (name, to, before) => {
    if (!(await send(to, before))) return
    setSaved({ name, before })
    announce(t('policies.saved', { name }))
  }
  const undo = useAct(async () => {
    if (!settings || !saved?.before) return
    await send(saved.before, null)
    announce(t('policies.undone', { name: saved.name }))
    setSaved(null)
  })
  return { change, undo, saved }
}
