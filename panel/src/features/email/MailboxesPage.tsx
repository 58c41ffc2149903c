import '../../lib/messages/en/email.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { useAreas } from './areas.ts'
import { DomainChoice } from './DomainChoice.tsx'
import styles from './Email.module.css'
import { EmailGate } from './EmailGate.tsx'
import { FoundMailboxes } from './FoundMailboxes.tsx'
import {
  type AskedMailboxes,
  mailboxesAddress,
  mailboxesAskedIn,
  ONLY_CHOICES,
  SORT_CHOICES,
  STATE_CHOICES,
} from './filter.ts'
import { domainChoiceQuery, EMAIL } from './queries.ts'

/** The mailboxes of an account. What is looked for is part of the address. */
export default function MailboxesPage() {
  return (
    <EmailGate areas={['mailboxes']} title={t('email.mailboxes')}>
      <Mailboxes />
    </EmailGate>
  )
}

function Mailboxes() {
  const user = useUser()
  const asked = mailboxesAskedIn(useLocation().searchStr)
  const router = useRouter()
  const { domain } = asked
  const { data: choice } = useQuery(domainChoiceQuery)
  const limited = choice?.items.find(({ name, maxMailboxes }) => name === domain && maxMailboxes !== null)
  const query = domain === '' ? '' : `?${new URLSearchParams({ domain })}`
  return (
    <Page
      title={t('email.mailboxes')}
      lead={
        domain === ''
          ? t('mailboxes.lead', { number: user.accountId })
          : limited
            ? t('mailboxes.leadLimit', { domain, used: limited.mailboxes, most: limited.maxMailboxes ?? 0 })
            : t('mailboxes.leadOf', { domain })
      }
      aside={
        <Link to={`/email/mailboxes/new${query}`} className={buttonClass('primary')}>
          <Icon name="plus" />
          {t('email.addMailbox')}
        </Link>
      }
    >
      <Filters asked={asked} onLook={(next) => router.history.replace(mailboxesAddress(next))} />
      {/* Made anew for another filter: nobody acts on a mailbox that they do not look at. */}
      <FoundMailboxes key={mailboxesAddress({ ...asked, sort: '' })} asked={asked} />
      <LastDone about={EMAIL} />
    </Page>
  )
}

interface FiltersProps {
  readonly asked: AskedMailboxes
  readonly onLook: (asked: AskedMailboxes) => void
}

/** Each change looks at once; typing waits for a pause. */
function Filters({ asked, onLook }: FiltersProps) {
  const has = useAreas()
  return (
    <search className={styles['filters']}>
      <form aria-label={t('mailboxes.filters')} onSubmit={(event) => event.preventDefault()}>
        <SearchField
          label={t('mailboxes.text')}
          hint={t('mailboxes.textHint')}
          text={asked.text}
          onLook={(text) => onLook({ ...asked, text })}
        />
        <DomainChoice
          label={t('mailboxes.domain')}
          none={t('mailboxes.anyDomain')}
          value={asked.domain}
          onChange={(domain) => onLook({ ...asked, domain })}
        />
        <Select
          label={t('mailboxes.state')}
          value={asked.state}
          options={STATE_CHOICES.map((value) => ({ value, label: t(`mailboxes.state.${value}`) }))}
          onChange={(event) => onLook({ ...asked, state: event.currentTarget.value })}
        />
        <Select
          label={t('mailboxes.only')}
          value={asked.only}
          options={ONLY_CHOICES.map((value) => ({ value, label: t(`mailboxes.only.${value}`) }))}
          onChange={(event) => onLook({ ...asked, only: event.currentTarget.value })}
        />
        {has('aliases') && (
          <SearchField
            label={t('mailboxes.alias')}
            hint={t('mailboxes.aliasHint')}
            text={asked.alias}
            onLook={(alias) => onLook({ ...asked, alias })}
          />
        )}
        <Select
          label={t('mailboxes.sort')}
          value={SORT_CHOICES.find((known) => known === asked.sort) ?? ''}
          options={SORT_CHOICES.map((value) => ({ value, label: t(`mailboxes.sort.${value}`) }))}
          onChange={(event) => onLook({ ...asked, sort: event.currentTarget.value })}
        />
      </form>
    </search>
  )
}
