import '../../../lib/messages/en/aliases.ts'
import '../../../lib/messages/en/email.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { Button, buttonClass } from '../../../ui/Button.tsx'
import { LastDone } from '../../../ui/LastDone.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from '../Email.module.css'
import { EmailGate } from '../EmailGate.tsx'
import { NoDomains } from '../EmailHomePage.tsx'
import { ExportAll } from '../ExportAll.tsx'
import { MailFault } from '../MailFault.tsx'
import { domainChoiceQuery, EMAIL } from '../queries.ts'
import { AliasDialog } from './AliasDialog.tsx'
import { AliasTable } from './AliasTable.tsx'
import { aliasesQuery } from './aliasQueries.ts'
import { aliasesSnippets } from './aliasSnippets.ts'

/** Aliases of the account. What is looked for is part of the address. */
export default function AliasesPage() {
  return (
    <EmailGate areas={['aliases']} title={t('aliases.title')}>
      <div className={styles['page']}>
        <Link to="/email" className={styles['back']}>
          {t('area.email')}
        </Link>
        <WithDomains />
      </div>
    </EmailGate>
  )
}

function WithDomains() {
  const { data } = useQuery(domainChoiceQuery)
  const [adding, setAdding] = useState(false)
  const domain = data?.items[0]?.name
  return (
    <Page
      title={t('aliases.title')}
      lead={t('aliases.lead')}
      aside={
        domain !== undefined && (
          <div className={styles['row']}>
            <Link to="/email/aliases/import" className={buttonClass('plain')}>
              {t('aliases.import')}
            </Link>
            <Button kind="primary" onClick={() => setAdding(true)}>
              {t('aliases.add')}
            </Button>
          </div>
        )
      }
    >
      {data?.items.length === 0 ? <NoDomains /> : <Found />}
      {adding && <AliasDialog address={null} domain={domain} onClose={() => setAdding(false)} />}
      <LastDone about={EMAIL} />
      <ShowAsCode name={t('code.aliasesName')} snippets={aliasesSnippets()} />
    </Page>
  )
}

function Found() {
  const text = new URLSearchParams(useLocation().searchStr).get('text') ?? ''
  const router = useRouter()
  const found = useInfiniteQuery(aliasesQuery({ text }))
  const { data, error, refetch } = found
  const rows = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className={styles['found']}>
      <TextField
        label={t('aliases.search')}
        type="search"
        value={text}
        onChange={({ currentTarget: { value } }) =>
          router.history.replace(`/email/aliases${value && `?${new URLSearchParams({ text: value })}`}`)
        }
      />
      {error && <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={6} onRetry={() => refetch()} />}
      {data && rows.length === 0 && <Nothing narrowed={text !== ''} />}
      {rows.length > 0 && <AliasTable rows={rows} />}
      {rows.length > 0 && (
        <div className={styles['more']}>
          <p role="status">{t('aliases.shown', { count: rows.length, total: data?.pages[0]?.total ?? 0 })}</p>
          {found.hasNextPage && (
            <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
              {t('aliases.more')}
            </Button>
          )}
        </div>
      )}
      {rows.length > 0 && <ExportAll of="aliases" filter={text === '' ? {} : { text }} />}
    </div>
  )
}

function Nothing({ narrowed }: { readonly narrowed: boolean }) {
  return (
    <div className={styles['nothing']}>
      <h2>{t(narrowed ? 'aliases.noMatch' : 'aliases.none')}</h2>
      {!narrowed && <p>{t('aliases.noneText')}</p>}
    </div>
  )
}
