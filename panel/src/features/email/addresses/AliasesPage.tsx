import '../../../lib/messages/en/aliases.ts'
import '../../../lib/messages/en/email.ts'
import type { ListedAlias } from '@keyward/sdk'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { LastDone } from '../../../ui/LastDone.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { Table } from '../../../ui/Table.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from '../Email.module.css'
import { EmailGate } from '../EmailGate.tsx'
import { NoDomains } from '../EmailHomePage.tsx'
import { MailFault } from '../MailFault.tsx'
import { domainChoiceQuery, EMAIL } from '../queries.ts'
import { AliasDialog } from './AliasDialog.tsx'
import { aliasesQuery } from './aliasQueries.ts'
import { aliasesSnippets, deleteAliasSnippets } from './aliasSnippets.ts'

/** Aliases of the account. What is looked for is part of the address. */
export default function AliasesPage() {
  return (
    <EmailGate>
      <div className={styles['page']}>
        <Link to="/email" className={styles['back']}>
          {t('area.email')}
        </Link>
        <WithDomains />
      </div>
    </EmailGate>
  )
}

type Asked =
  | { readonly kind: 'save'; readonly address: string | null }
  | { readonly kind: 'delete'; readonly address: string }

function WithDomains() {
  const { data } = useQuery(domainChoiceQuery)
  const [asked, setAsked] = useState<Asked | null>(null)
  const domain = data?.items[0]?.name
  const close = () => setAsked(null)
  return (
    <Page
      title={t('aliases.title')}
      lead={t('aliases.lead')}
      aside={
        domain !== undefined && (
          <Button kind="primary" onClick={() => setAsked({ kind: 'save', address: null })}>
            {t('aliases.add')}
          </Button>
        )
      }
    >
      {data?.items.length === 0 ? <NoDomains /> : <Found onAsk={setAsked} />}
      {asked?.kind === 'save' && (
        <AliasDialog address={asked.address} domain={domain ?? 'example.com'} onClose={close} />
      )}
      {asked?.kind === 'delete' && <DeleteDialog address={asked.address} onClose={close} />}
      <LastDone about={EMAIL} />
      <ShowAsCode name={t('code.aliasesName')} snippets={aliasesSnippets()} />
    </Page>
  )
}

function Found({ onAsk }: { readonly onAsk: (asked: Asked) => void }) {
  const text = new URLSearchParams(useLocation().searchStr).get('text') ?? ''
  const router = useRouter()
  const found = useInfiniteQuery(aliasesQuery(text))
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
      {rows.length > 0 && <Rows rows={rows} onAsk={onAsk} />}
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

function Rows({
  rows,
  onAsk,
}: {
  readonly rows: readonly ListedAlias[]
  readonly onAsk: (asked: Asked) => void
}) {
  const columns = [
    { name: t('aliases.address') },
    { name: t('aliases.members') },
    { name: t('aliases.edit'), hidden: true },
  ]
  return (
    <Table cards caption={t('aliases.title')} columns={columns}>
      {rows.map(({ address, memberCount, singleMember }) => (
        <tr key={address}>
          <th scope="row" translate="no">
            {address}
          </th>
          <td>{singleMember ?? t('aliases.count', { count: memberCount })}</td>
          <td className={styles['actsCell']}>
            <div className={styles['acts']}>
              <Button
                aria-label={t('aliases.editOf', { address })}
                onClick={() => onAsk({ kind: 'save', address })}
              >
                {t('aliases.edit')}
              </Button>
              <Button
                aria-label={t('aliases.deleteOf', { address })}
                onClick={() => onAsk({ kind: 'delete', address })}
              >
                {t('aliases.delete')}
              </Button>
            </div>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function DeleteDialog({ address, onClose }: { readonly address: string; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const remove = useAct(async () => {
    const { members } = await api.aliases.get(address)
    await api.aliases.delete(address)
    onClose()
    tellDone({
      text: t('aliases.deleted', { address }),
      undo: () => api.aliases.create({ address, members }),
    })
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  return (
    <FormDialog
      alert
      title={t('aliases.deleteTitle', { address })}
      text={t('aliases.deleteText')}
      button={t('aliases.delete')}
      act={remove}
      onSubmit={() => void remove.run()}
      onClose={onClose}
    >
      <ShowAsCode name={t('code.aliasesName')} snippets={deleteAliasSnippets(address)} />
    </FormDialog>
  )
}
