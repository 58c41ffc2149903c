import '../../../lib/messages/en/email.ts'
import '../../../lib/messages/en/imports.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { t } from '../../../lib/messages/index.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import styles from '../Email.module.css'
import { EmailGate } from '../EmailGate.tsx'
import { NoDomains } from '../EmailHomePage.tsx'
import { MailFault } from '../MailFault.tsx'
import { domainChoiceQuery } from '../queries.ts'
import { ImportWizard } from './ImportWizard.tsx'
import type { MailSort } from './sorts.ts'

/** A file of what is in a domain. */
export function MailImport({ sort }: { readonly sort: MailSort }) {
  const { back, texts } = sort
  return (
    <EmailGate areas={[sort.area]} title={t(texts.title)}>
      <div className={styles['page']}>
        <Link to={back.to} className={styles['back']}>
          {t(back.name)}
        </Link>
        <Page title={t(texts.title)} lead={t('import.lead')}>
          <Import sort={sort} />
        </Page>
      </div>
    </EmailGate>
  )
}

function Import({ sort }: { readonly sort: MailSort }) {
  const asked = new URLSearchParams(useLocation().searchStr).get('domain') ?? ''
  const { data, error, refetch } = useQuery(domainChoiceQuery)
  if (error) return <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  const [first] = data.items
  if (!first) return <NoDomains />
  const only = data.total === 1 ? first.name : ''
  return <ImportWizard sort={sort} first={asked || only} />
}
