import '../../lib/messages/en/email.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { useAreas, useFoundsDomains } from './areas.ts'
import styles from './Email.module.css'
import { EmailGate } from './EmailGate.tsx'
import { mailboxesAddress } from './filter.ts'
import { MailFault } from './MailFault.tsx'
import { domainsQuery, mailboxCountQuery, mailSystemQuery } from './queries.ts'
import { FindMailboxCard } from './spam/FindMailboxCard.tsx'

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
  const founds = useFoundsDomains()
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

/** What somebody was given, and nothing that leads to a page that is not for them. */
function Cards({ domains }: { readonly domains: number }) {
  const has = useAreas()
  return (
    <div className={styles['cards']}>
      {has('mailboxes') && <MailboxesCard />}
      <DomainsCard domains={domains} />
      {has('spam') && has('mailboxes') === false && <FindMailboxCard />}
      {(has('aliases') || has('lists')) && (
        <Card title={t('email.addresses')} lead={t('email.addressesText')}>
          <div className={styles['row']}>
            {has('aliases') && (
              <Link to="/email/aliases" className={buttonClass('plain')}>
                {t('email.aliases')}
              </Link>
            )}
            {has('lists') && (
              <Link to="/email/lists" className={buttonClass('plain')}>
                {t('email.lists')}
              </Link>
            )}
          </div>
        </Card>
      )}
      {(has('mailboxes') || has('aliases')) && (
        <Card title={t('email.many')} lead={t('email.manyText')}>
          <div className={styles['row']}>
            <Link
              to={has('mailboxes') ? '/email/import' : '/email/aliases/import'}
              className={buttonClass('plain')}
            >
              {t('email.import')}
            </Link>
            <Link to="/email/jobs" className={buttonClass('plain')}>
              {t('email.jobs')}
            </Link>
          </div>
        </Card>
      )}
    </div>
  )
}

function MailboxesCard() {
  const { data: mailboxes } = useQuery(mailboxCountQuery)
  return (
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
        <Link to={mailboxesAddress({ state: 'deleted' })} className={buttonClass('plain')}>
          {t('email.deletedMailboxes')}
        </Link>
      </div>
    </Card>
  )
}

function DomainsCard({ domains }: { readonly domains: number }) {
  const founds = useFoundsDomains()
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
