import '../../lib/messages/en/email.ts'
import type { Mailbox } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { domainText } from '../../lib/domainText.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { foundsDomains } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { AccessTab } from './AccessTab.tsx'
import { AliasesTab } from './addresses/AliasesTab.tsx'
import { AppPasswordsTab } from './appPasswords/AppPasswordsTab.tsx'
import { useAreas } from './areas.ts'
import { ContactTab } from './ContactTab.tsx'
import styles from './Email.module.css'
import { EmailGate } from './EmailGate.tsx'
import { ForwardingTab } from './ForwardingTab.tsx'
import { GeneralTab } from './GeneralTab.tsx'
import { AccessBadge } from './MailboxFacts.tsx'
import { MailFault, NotGiven } from './MailFault.tsx'
import { OpenAsOwner } from './OpenAsOwner.tsx'
import { PasswordTab } from './PasswordTab.tsx'
import { EMAIL, mailboxQuery } from './queries.ts'
import { deleteMailboxSnippets } from './snippets.ts'
import { SpamTab } from './spam/SpamTab.tsx'
import { domainTabAddress, MAILBOX_TABS, type Tab, tabAddress, tabIn } from './tabs.ts'
import { useMailboxActs } from './useMailboxActs.ts'

interface ActivityProps {
  /** What the log says of a mailbox; null for those who may not read the log. */
  readonly activity: ((mailbox: Mailbox) => ReactNode) | null
}

/** One mailbox. Which part of it is shown is in the address. */
export function OneMailbox(props: ActivityProps) {
  return (
    <EmailGate>
      <Found {...props} />
    </EmailGate>
  )
}

function Found({ activity }: ActivityProps) {
  const { mailbox: address = '' } = useParams({ strict: false })
  const has = useAreas()
  // Whoever looks after spam alone is shown nothing else of a mailbox, nor is anything else asked for.
  if (has('mailboxes') === false && has('spam')) return <SpamAlone address={address} />
  if (has('mailboxes')) return <Whole address={address} activity={activity} />
  return (
    <Page title={domainText(address)}>
      {has('mailboxes') === null ? <Loading lines={8} /> : <NotGiven />}
    </Page>
  )
}

function SpamAlone({ address }: { readonly address: string }) {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return (
    <div className={styles['page']}>
      <Link to={domainTabAddress(domain, 'spam')} className={styles['back']}>
        {domain}
      </Link>
      <Page title={domainText(address)} lead={t('mailbox.tab.spam')}>
        <SpamTab key={address} owner={{ kind: 'mailbox', name: address }} />
        <LastDone about={EMAIL} />
      </Page>
    </div>
  )
}

function Whole({ address, activity }: { readonly address: string } & ActivityProps) {
  const tab = tabIn(useLocation().searchStr)
  const { data: mailbox, error, refetch } = useQuery(mailboxQuery(address))
  return (
    <div className={styles['page']}>
      <Link to="/email/mailboxes" className={styles['back']}>
        {t('email.mailboxes')}
      </Link>
      {mailbox ? (
        <Shown mailbox={mailbox} tab={tab} activity={activity} />
      ) : (
        <Page title={domainText(address)}>
          {isCode(error, 'not_found') ? (
            <p>{t('mailbox.gone')}</p>
          ) : error ? (
            <MailFault error={error} title={t('mailboxes.failed')} onRetry={() => refetch()} />
          ) : (
            <Loading lines={8} onRetry={() => refetch()} />
          )}
        </Page>
      )}
    </div>
  )
}

interface ShownProps extends ActivityProps {
  readonly mailbox: Mailbox
  readonly tab: Tab
}

function Shown({ mailbox, tab, activity }: ShownProps) {
  const acts = useMailboxActs()
  const has = useAreas()
  const supers = foundsDomains(useUser())
  const { address, enabled } = mailbox
  const isShown = (each: Tab) => {
    if (each === 'activity') return activity !== null
    return (each !== 'spam' && each !== 'aliases') || has(each)
  }
  return (
    <Page
      title={domainText(address)}
      lead={<AccessBadge mailbox={mailbox} />}
      aside={
        <div className={styles['row']}>
          {enabled && supers && <OpenAsOwner address={address} />}
          <Button busy={acts.busy} onClick={() => acts.run(enabled ? 'block' : 'unblock', mailbox)}>
            {t(enabled ? 'mailboxes.block' : 'mailboxes.unblock')}
          </Button>
        </div>
      }
    >
      {acts.error !== null && <ErrorState error={acts.error} title={acts.failed} />}
      <TabLinks
        name={t('mailbox.tabs', { address })}
        tabs={MAILBOX_TABS.filter(isShown).map((each) => ({
          label: t(`mailbox.tab.${each}`),
          to: tabAddress(address, each),
          current: each === tab,
        }))}
      />
      {/* Made anew for another mailbox, and after it was changed elsewhere. */}
      <Part key={`${mailbox.id} ${address}`} mailbox={mailbox} tab={tab} activity={activity} />
      <LastDone about={EMAIL} />
    </Page>
  )
}

function Part({ mailbox, tab, activity }: ShownProps) {
  switch (tab) {
    case 'general':
      return <GeneralTab mailbox={mailbox} />
    case 'password':
      return <PasswordTab mailbox={mailbox} />
    case 'appPasswords':
      return <AppPasswordsTab address={mailbox.address} />
    case 'access':
      return <AccessTab mailbox={mailbox} />
    case 'aliases':
      return <AliasesTab address={mailbox.address} />
    case 'forwarding':
      return <ForwardingTab mailbox={mailbox} />
    case 'spam':
      return <SpamTab owner={{ kind: 'mailbox', name: mailbox.address }} />
    case 'contact':
      return <ContactTab mailbox={mailbox} />
    case 'activity':
      return activity?.(mailbox)
    case 'danger':
      return <DangerTab mailbox={mailbox} />
  }
}

function DangerTab({ mailbox }: { readonly mailbox: Mailbox }) {
  const navigate = useNavigate()
  const acts = useMailboxActs(() => void navigate({ to: '/email/mailboxes', replace: true }))
  return (
    <>
      <Card title={t('mailboxes.delete')} lead={t('mailboxes.deleteText')}>
        {acts.error !== null && <ErrorState error={acts.error} title={acts.failed} />}
        <div className={styles['row']}>
          <Button kind="danger" busy={acts.busy} onClick={() => acts.run('delete', mailbox)}>
            {t('mailboxes.delete')}
          </Button>
        </div>
      </Card>
      <ShowAsCode name={t('code.deleteMailboxName')} snippets={deleteMailboxSnippets(mailbox.address)} />
    </>
  )
}
