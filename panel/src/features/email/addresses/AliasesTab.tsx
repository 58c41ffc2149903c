import '../../../lib/messages/en/aliases.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import styles from '../Email.module.css'
import { MailFault } from '../MailFault.tsx'
import { AliasDialog } from './AliasDialog.tsx'
import { AliasTable } from './AliasTable.tsx'
import { aliasesQuery } from './aliasQueries.ts'
import { aliasesSnippets } from './aliasSnippets.ts'

/** The aliases that lead to a mailbox. */
export function AliasesTab({ address }: { readonly address: string }) {
  const [adding, setAdding] = useState(false)
  const found = useInfiniteQuery(aliasesQuery({ member: address }))
  const { data, error, refetch } = found
  const rows = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <Card title={t('aliases.title')} lead={t('aliases.ofMailbox', { address })}>
        {error && <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />}
        {!data && !error && <Loading lines={3} onRetry={() => refetch()} />}
        {data && rows.length === 0 && <p>{t('aliases.noneOfMailbox')}</p>}
        {rows.length > 0 && <AliasTable rows={rows} />}
        <div className={styles['row']}>
          {found.hasNextPage && (
            <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
              {t('aliases.more')}
            </Button>
          )}
          <Button onClick={() => setAdding(true)}>{t('aliases.add')}</Button>
        </div>
      </Card>
      {adding && (
        <AliasDialog
          address={null}
          domain={address.slice(address.lastIndexOf('@') + 1)}
          members={[address]}
          onClose={() => setAdding(false)}
        />
      )}
      <ShowAsCode name={t('code.aliasesName')} snippets={aliasesSnippets(address)} />
    </>
  )
}
