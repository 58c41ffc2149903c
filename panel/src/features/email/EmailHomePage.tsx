import '../../lib/messages/en/email.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { foundsDomains } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import styles from './Email.module.css'
import { EmailGate } from './EmailGate.tsx'
import { mailboxesAddress } from './filter.ts'
import { MailFault } from './MailFault.tsx'
import { domainsQuery, mailboxCountQuery, mailSystemQuery } from './queries.ts'

/** Where the e-mail area begins: what there is, and the acts that are wanted most. */
export default function EmailHomePage() {
  return (
    <EmailGate>
      <EmailHome />
    </EmailGate>
  )
}

function EmailHome() {
  const user = useUser()
  const { data: system } = useQuery(mailSystemQuery)
  const domains = useQuery(domainsQuery({ limit: 1 }))
  return (
    <Page title={t('area.email')} lead={t('email.lead', { number: user.accountId })}>
      {system && !system.connected && (
        <Notice kind="info">
          <strong>{t('email.notConnected')}</strong>
          <p>{t('email.notConnectedText')}</p>
        </Notice>
      )}
      {domains.error ? (
        <MailFault error={domains.error} title={t('email.failed')} onRetry={() => domains.refetch()} />
      ) : domains.data === undefined ? (
        <Loading lines={6} onRetry={() => domains.refetch()} />
      ) : domains.data.total === 0 ? (
        <NoDomains />
      ) : (
        <Cards domains={domains.data.total} />
      )}
    </Page>
  )
}

export function NoDomains() {
  const founds = foundsDomains(useUser())
  return (
    <div className={styles['nothing']}>
      <h2>{t('email.noDomains')}</h2>
      <p>{t('email.noDomainsText')}</p>
      {founds ? (
        <Link to="/email/domains/new" className={buttonClass('primary')}>
          {t('email.addDomain')}
        </Link>
      ) : (
        <p>{t('email.noDomainsForYou')}</p>
      )}
    </div>
  )
}

function Cards({ domains }: { readonly domains: number }) {
  const { data: mailboxes } = useQuery(mailboxCountQuery)
  return (
    <div className={styles['cards']}>
      <Card
        title={t('email.mailboxes')}
        lead={mailboxes === undefined ? undefined : t('email.mailboxCount', { count: mailboxes })}
      >
        <div className={styles['row']}>
          <Link to="/email/mailboxes/new" className={buttonClass('primary')}>
            {t('email.addMailbox')}
          </Link>
          <Link to="/email/mailboxes" className={buttonClass('plain')}>
            {t('email.allMailboxes')}
          </Link>
          <Link to={mailboxesAddress({ state: 'deleted' })} className={buttonClass('quiet')}>
            {t('email.deletedMailboxes')}
          </Link>
        </div>
      </Card>
      <DomainsCard domains={domains} />
      <Card title={t('email.addresses')} lead={t('email.addressesText')}>
        <div className={styles['row']}>
          <Link to="/email/aliases" className={buttonClass('plain')}>
            {t('email.aliases')}
          </Link>
          <Link to="/email/lists" className={buttonClass('plain')}>
            {t('email.lists')}
          </Link>
        </div>
      </Card>
      <Card title={t('email.many')} lead={t('email.manyText')}>
        <div className={styles['row']}>
          <Link to="/email/import" className={buttonClass('plain')}>
            {t('email.import')}
          </Link>
          <Link to="/email/jobs" className={buttonClass('plain')}>
            {t('email.jobs')}
          </Link>
        </div>
      </Card>
    </div>
  )
}

function DomainsCard({ domains }: { readonly domains: number }) {
  const founds = foundsDomains(useUser())
  return (
    <Card title={t('email.domains')} lead={t('email.domainCount', { count: domains })}>
      <div className={styles['row']}>
        {founds && (
          <Link to="/email/domains/new" className={buttonClass('plain')}>
            {t('email.addDomain')}
          </Link>
        )}
        <Link to="/email/domains" className={buttonClass('plain')}>
          {t('email.allDomains')}
        </Link>
      </div>
    </Card>
  )
}
