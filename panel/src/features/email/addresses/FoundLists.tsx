import type { GroupList, ListedGroupList } from '@keyward/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button, buttonClass } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Table } from '../../../ui/Table.tsx'
import styles from '../Email.module.css'
import { ExportAll } from '../ExportAll.tsx'
import { Address } from '../MailboxFacts.tsx'
import { MailFault } from '../MailFault.tsx'
import { type AskedLists, listsAddress, listsQuestion } from './listFilter.ts'
import { listsQuery } from './listQueries.ts'

type Kind = 'edit' | 'delete'

interface Props {
  readonly asked: AskedLists
  readonly onAsk: (kind: Kind, list: GroupList) => void
}

/** What the filter finds. A list is read whole when somebody asks for an act on it. */
export function FoundLists({ asked, onAsk }: Props) {
  const question = listsQuestion(asked)
  const found = useInfiniteQuery(listsQuery(question))
  const [opened, setOpened] = useState('')
  const open = useAct(async (kind: Kind, address: string) => {
    setOpened(address)
    onAsk(kind, await api.lists.get(address))
  })
  const { data, error, refetch } = found
  if (error) return <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  const rows = data.pages.flatMap(({ items }) => items)
  if (rows.length === 0) return <Nothing narrowed={Object.keys(question).length > 0} />
  return (
    <div className={styles['found']} aria-busy={found.isPlaceholderData || undefined}>
      {open.error !== null && (
        <ErrorState error={open.error} title={t('lists.editFailed', { address: opened })} />
      )}
      <Rows rows={rows} onOpen={open.run} />
      <div className={styles['more']}>
        <p role="status">{t('lists.shown', { count: rows.length, total: data.pages[0]?.total ?? 0 })}</p>
        {found.hasNextPage && (
          <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {t('lists.more')}
          </Button>
        )}
      </div>
      <ExportAll of="lists" filter={question} />
    </div>
  )
}

function Nothing({ narrowed }: { readonly narrowed: boolean }) {
  return (
    <div className={styles['nothing']} role="status">
      <h2>{t(narrowed ? 'lists.noMatch' : 'lists.none')}</h2>
      {narrowed ? (
        <Link to={listsAddress({})} replace className={buttonClass('plain')}>
          {t('lists.clear')}
        </Link>
      ) : (
        <p>{t('lists.noneText')}</p>
      )}
    </div>
  )
}

interface RowsProps {
  readonly rows: readonly ListedGroupList[]
  readonly onOpen: (kind: Kind, address: string) => Promise<void>
}

function Rows({ rows, onOpen }: RowsProps) {
  const columns = [
    { name: t('lists.address') },
    { name: t('lists.members') },
    { name: t('lists.posting') },
    { name: t('lists.replyTo') },
    { name: t('lists.edit'), hidden: true },
  ]
  return (
    <Table cards caption={t('lists.title')} columns={columns}>
      {rows.map(({ address, displayName, memberCount, posting, replyTo }) => (
        <tr key={address}>
          <th scope="row" translate="no">
            <div className={styles['state']}>
              <Address text={address} />
              {displayName !== '' && <span className={styles['muted']}>{displayName}</span>}
            </div>
          </th>
          <td className={styles['nowrap']}>{t('lists.count', { count: memberCount })}</td>
          <td data-label={t('lists.posting')}>{t(`lists.posting.${posting}`)}</td>
          <td data-label={t('lists.replyTo')}>{t(`lists.replyTo.${replyTo}`)}</td>
          <td className={styles['actsCell']}>
            <div className={styles['acts']}>
              <Button
                aria-label={t('lists.editOf', { address })}
                onClick={() => void onOpen('edit', address)}
              >
                {t('lists.edit')}
              </Button>
              <Button
                aria-label={t('lists.deleteOf', { address })}
                onClick={() => void onOpen('delete', address)}
              >
                {t('lists.delete')}
              </Button>
            </div>
          </td>
        </tr>
      ))}
    </Table>
  )
}
