import '../../lib/messages/en/email.ts'
import type { MailDomain } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { domainText } from '../../lib/domainText.ts'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { useUser } from '../../lib/session.ts'
import { sizeText } from '../../lib/size.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { Table } from '../../ui/Table.tsx'
import { useAreas, useFoundsDomains } from './areas.ts'
import styles from './Email.module.css'
import { EmailGate } from './EmailGate.tsx'
import { NoDomains } from './EmailHomePage.tsx'
import { OfDns } from './MailboxFacts.tsx'
import { MailFault } from './MailFault.tsx'
import { domainsQuery, EMAIL } from './queries.ts'
import { domainsSnippets } from './snippets.ts'

const ON_A_PAGE = 50

/** The domains of an account, by name. What is looked for is part of the address. */
export default function DomainsPage() {
  return (
    <EmailGate>
      <Domains />
    </EmailGate>
  )
}

function Domains() {
  const user = useUser()
  const founds = useFoundsDomains()
  const router = useRouter()
  const given = new URLSearchParams(useLocation().searchStr)
  const [text, page] = [given.get('text') ?? '', Math.max(1, Number(given.get('page')) || 1)]
  const filter = { text: text.trim(), limit: ON_A_PAGE, offset: (page - 1) * ON_A_PAGE }
  const { data, error, refetch, isPlaceholderData } = useQuery(domainsQuery(filter))
  return (
    <Page
      title={t('email.domains')}
      lead={t('email.lead', { number: user.accountId })}
      aside={
        founds && (
          <Link to="/email/domains/new" className={buttonClass('primary')}>
            <Icon name="plus" />
            {t('email.addDomain')}
          </Link>
        )
      }
    >
      <search className={styles['filters']}>
        <form aria-label={t('domains.filters')} onSubmit={(event) => event.preventDefault()}>
          <SearchField
            label={t('domains.text')}
            hint={t('domains.textHint')}
            text={text}
            onLook={(next) => router.history.replace(domainsAddress(next, 1))}
          />
        </form>
      </search>
      {error ? (
        <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />
      ) : !data ? (
        <Loading lines={6} onRetry={() => refetch()} />
      ) : data.items.length === 0 ? (
        text === '' ? (
          <NoDomains />
        ) : (
          <div className={styles['nothing']} role="status">
            <h2>{t('domains.noMatch')}</h2>
            <Link to="/email/domains" replace className={buttonClass('plain')}>
              {t('action.clearFilters')}
            </Link>
          </div>
        )
      ) : (
        <div className={styles['found']} aria-busy={isPlaceholderData || undefined}>
          <DomainTable domains={data.items} />
          <Pages text={text} page={page} count={data.items.length} total={data.total} />
        </div>
      )}
      <LastDone about={EMAIL} />
      <ShowAsCode name={t('code.domainsName')} snippets={domainsSnippets()} />
    </Page>
  )
}

function domainsAddress(text: string, page: number): string {
  const given = { ...(text !== '' && { text }), ...(page > 1 && { page: `${page}` }) }
  const query = new URLSearchParams(given)
  return query.size === 0 ? '/email/domains' : `/email/domains?${query}`
}

function DomainTable({ domains }: { readonly domains: readonly MailDomain[] }) {
  const has = useAreas()
  const columns = [
    { name: t('domains.name') },
    { name: t('domains.mailboxes'), numeric: true },
    { name: t('domains.size'), numeric: true },
    { name: t('domains.created') },
  ]
  return (
    <Table caption={t('domains.caption')} columns={columns} cards>
      {domains.map((domain) => (
        <tr key={domain.name}>
          <th scope="row">
            <Link
              to="/email/domains/$domain"
              params={{ domain: domain.name }}
              className={styles['name']}
              translate="no"
            >
              {domainText(domain.name)}
            </Link>
            <OfDns name={domain.name} />
          </th>
          <td data-numeric data-label={t('domains.mailboxes')}>
            {has('mailboxes') ? (
              <Link to={`/email/mailboxes?${new URLSearchParams({ domain: domain.name })}`}>
                {usedText(domain)} <Hidden>{t('email.mailboxes')}</Hidden>
              </Link>
            ) : (
              usedText(domain)
            )}
          </td>
          <td data-numeric data-label={t('domains.size')}>
            {sizeText(domain.baseMailboxMb)}
          </td>
          <td data-label={t('domains.created')}>
            <time dateTime={domain.createdAt}>{formatDate(domain.createdAt)}</time>
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** How many of how many mailboxes, where there is a limit. */
export function usedText({ mailboxes, maxMailboxes }: MailDomain): string {
  if (maxMailboxes === null) return formatNumber(mailboxes)
  return t('domains.used', { used: mailboxes, most: maxMailboxes })
}

interface PagesProps {
  readonly text: string
  readonly page: number
  readonly count: number
  readonly total: number
}

function Pages({ text, page, count, total }: PagesProps) {
  const router = useRouter()
  const go = (to: number) => router.history.push(domainsAddress(text, to))
  return (
    <div className={styles['more']}>
      <p role="status">{t('domains.shownOf', { count, total })}</p>
      {page > 1 && <Button onClick={() => go(page - 1)}>{t('domains.previous')}</Button>}
      {page * ON_A_PAGE < total && <Button onClick={() => go(page + 1)}>{t('domains.next')}</Button>}
    </div>
  )
}
