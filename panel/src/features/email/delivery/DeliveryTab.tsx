import '../../../lib/messages/en/delivery.ts'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { Card } from '../../../ui/Card.tsx'
import { Details } from '../../../ui/Details.tsx'
import { FieldRow } from '../../../ui/FieldRow.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { useAreas } from '../areas.ts'
import { MailFault } from '../MailFault.tsx'
import { useSaved } from '../useSaved.ts'
import { AlternateNamesCard } from './AlternateNamesCard.tsx'
import { catchAllQuery, catchAllSnippets, namesQuery, noticeQuery, ownersQuery } from './domainMail.ts'
import { EmailEveryoneCard } from './EmailEveryoneCard.tsx'
import { OwnerRulesCard } from './OwnerRulesCard.tsx'
import { StorageNoticeCard } from './StorageNoticeCard.tsx'

/** Where mail of a domain goes besides its addresses, its other names, and what owners of mailboxes are told. */
export function DeliveryTab({ domain }: { readonly domain: string }) {
  const has = useAreas()
  const catchAll = useQuery({ ...catchAllQuery(domain), enabled: has('domains') === true })
  const names = useQuery(namesQuery(domain))
  const notice = useQuery({ ...noticeQuery(domain), enabled: has('mailboxes') === true })
  const owners = useQuery({ ...ownersQuery(domain), enabled: has('domains') === true })
  return (
    <>
      {has('domains') && (
        <Card title={t('catchAll.title')} lead={t('catchAll.text')}>
          <Told query={catchAll}>{(address) => <CatchAll domain={domain} address={address} />}</Told>
        </Card>
      )}
      <Told query={names}>{(items) => <AlternateNamesCard domain={domain} names={items} />}</Told>
      {has('domains') && (
        <Card title={t('owners.title')} lead={t('owners.text')}>
          <Told query={owners}>{(now) => <OwnerRulesCard domain={domain} rules={now} />}</Told>
        </Card>
      )}
      {has('mailboxes') && (
        <Card title={t('notice.title')} lead={t('notice.text')}>
          <Told query={notice}>{(now) => <StorageNoticeCard domain={domain} notice={now} />}</Told>
        </Card>
      )}
      {notice.data && <EmailEveryoneCard domain={domain} />}
    </>
  )
}

interface ToldProps<Data> {
  readonly query: UseQueryResult<Data>
  readonly children: (data: Data) => ReactNode
}

/** Each part by itself: a limited administrator may be given one and not another. */
function Told<Data>({ query: { data, error, refetch }, children }: ToldProps<Data>) {
  if (error) return <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />
  if (data === undefined) return <Loading lines={3} onRetry={() => refetch()} />
  return children(data)
}

function CatchAll({ domain, address }: { readonly domain: string; readonly address: string | null }) {
  const saved = useSaved()
  const saveEdit = useSaveEdit()
  return (
    <>
      <Details>
        <FieldRow
          name={t('catchAll.field')}
          shown={address ?? t('catchAll.none')}
          value={address ?? ''}
          field="address"
          hint={t('catchAll.hint')}
          input={{ required: false, autoComplete: 'off', autoCapitalize: 'none', spellCheck: false }}
          onSave={async (typed) => {
            const now = await saveEdit({
              change: { address: typed === '' ? null : typed },
              shown: { address },
              read: async () => ({ address: await api.domains.catchAll(domain) }),
              send: async (edit) => ({
                address: await api.domains.setCatchAll(domain, edit.address ?? null),
              }),
            })
            const text =
              now?.address == null
                ? t('catchAll.cleared', { name: domain })
                : t('catchAll.set', { name: domain, address: now.address })
            await saved(now && text, () => api.domains.setCatchAll(domain, address))
          }}
        />
      </Details>
      {address !== null && <Notice kind="warning">{t('catchAll.warning')}</Notice>}
      <ShowAsCode
        name={t('code.catchAllName')}
        snippets={catchAllSnippets(domain, address ?? `someone@${domain}`)}
      />
    </>
  )
}
