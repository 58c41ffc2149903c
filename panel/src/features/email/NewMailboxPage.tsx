import '../../lib/messages/en/email.ts'
import type { NewMailbox } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { errorText, fieldError, isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { DomainChoice } from './DomainChoice.tsx'
import styles from './Email.module.css'
import { EmailGate } from './EmailGate.tsx'
import { NoDomains } from './EmailHomePage.tsx'
import { wholeIn } from './format.ts'
import { MailFault } from './MailFault.tsx'
import { PasswordField } from './PasswordField.tsx'
import { addressQuery, domainChoiceQuery, EMAIL } from './queries.ts'
import { addMailboxSnippets } from './snippets.ts'
import { tabAddress } from './tabs.ts'
import { useMailboxActs } from './useMailboxActs.ts'

/** A mailbox of a domain. Whether its address is free is said while it is typed. */
export default function NewMailboxPage() {
  return (
    <EmailGate areas={['mailboxes']} title={t('newMailbox.title')}>
      <div className={styles['page']}>
        <Link to="/email/mailboxes" className={styles['back']}>
          {t('email.mailboxes')}
        </Link>
        <Page title={t('newMailbox.title')} lead={t('newMailbox.lead')}>
          <Choice />
        </Page>
      </div>
    </EmailGate>
  )
}

function Choice() {
  const asked = new URLSearchParams(useLocation().searchStr).get('domain') ?? ''
  const { data, error, refetch } = useQuery(domainChoiceQuery)
  if (error) return <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  const [first] = data.items
  if (!first) return <NoDomains />
  return <Form first={asked || first.name} />
}

interface Draft {
  readonly name: string
  readonly domain: string
  readonly displayName: string
  readonly password: string
  readonly size: string
}

function mailboxOf({ name, domain, displayName, password, size }: Draft): NewMailbox {
  const quotaMb = wholeIn(size)
  // Many type the whole address.
  const [typed, whole] = [name.trim(), `@${domain}`]
  const local = typed.toLowerCase().endsWith(whole) ? typed.slice(0, -whole.length) : typed
  return {
    address: `${local}${whole}`,
    password,
    ...(displayName.trim() !== '' && { displayName: displayName.trim() }),
    ...(quotaMb !== undefined && { quotaMb }),
  }
}

function Form({ first }: { readonly first: string }) {
  const queries = useQueryClient()
  const empty = { name: '', domain: first, displayName: '', password: '', size: '' }
  const [draft, setDraft] = useState<Draft>(empty)
  const [made, setMade] = useState<string | null>(null)
  const change = (more: Partial<Draft>) => setDraft({ ...draft, ...more })
  const add = useAct(async () => {
    const { address } = await api.mailboxes.create(mailboxOf(draft))
    setMade(address)
    announce(t('mailboxes.added', { address }))
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  const again = () => {
    setMade(null)
    setDraft({ ...empty, domain: draft.domain })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void add.run()
  }
  if (made !== null) return <Made address={made} onAgain={again} />
  const taken = isCode(add.error, 'conflict')
  return (
    <>
      <form className={styles['form']} onSubmit={submit}>
        <div className={styles['pair']}>
          <TextField
            label={t('newMailbox.name')}
            hint={t('newMailbox.nameHint')}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={draft.name}
            error={
              taken
                ? errorText(add.error)
                : (fieldError(add.error, 'name') ?? fieldError(add.error, 'address'))
            }
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <DomainChoice
            label={t('newMailbox.domain')}
            value={draft.domain}
            onChange={(domain) => change({ domain })}
          />
        </div>
        <Availability address={mailboxOf(draft).address} />
        <TextField
          label={t('newMailbox.displayName')}
          autoComplete="off"
          maxLength={255}
          value={draft.displayName}
          error={fieldError(add.error, 'displayName')}
          onChange={(event) => change({ displayName: event.currentTarget.value })}
        />
        <PasswordField
          label={t('newMailbox.password')}
          value={draft.password}
          error={fieldError(add.error, 'password')}
          onChange={(password) => change({ password })}
        />
        <TextField
          label={t('newMailbox.size')}
          hint={t('newMailbox.sizeHint')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.size}
          error={fieldError(add.error, 'quotaMb')}
          onChange={(event) => change({ size: event.currentTarget.value })}
        />
        {add.error !== null && !taken && !standsAtField(add.error) && <ErrorState error={add.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={add.busy}>
            {t('email.addMailbox')}
          </Button>
        </div>
      </form>
      <ShowAsCode
        name={t('code.addMailboxName')}
        snippets={addMailboxSnippets({
          ...mailboxOf(draft),
          ...(draft.name === '' && { address: `anna@${draft.domain}` }),
        })}
      />
    </>
  )
}

const FIELDS = ['name', 'address', 'displayName', 'password', 'quotaMb'] as const
const standsAtField = (error: unknown) => FIELDS.some((field) => fieldError(error, field) !== undefined)

/** What can be a name; the server is not asked about anything else. */
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?$/i

const HELD_BY = { alias: 'newMailbox.takenAlias', list: 'newMailbox.takenList' } as const

/** Whether the address is free, what has it, or what was there. */
function Availability({ address: typed }: { readonly address: string }) {
  const address = useDeferredValue(typed)
  const navigate = useNavigate()
  const [name = ''] = address.split('@')
  const { data } = useQuery({ ...addressQuery(address), enabled: NAME.test(name) && !name.includes('..') })
  const acts = useMailboxActs(() => void navigate({ to: tabAddress(address, 'general') }))
  if (!NAME.test(name) || !data) return null
  if (data.holder === 'mailbox') {
    return (
      <Notice kind="warning">
        <p role="status">{t('newMailbox.takenMailbox', { address: data.address })}</p>
        <Link to={tabAddress(data.address, 'general')}>{t('newMailbox.see')}</Link>
      </Notice>
    )
  }
  if (data.holder !== null)
    return (
      <Notice kind="warning">
        <p role="status">{t(HELD_BY[data.holder], { address: data.address })}</p>
      </Notice>
    )
  const { recoverable } = data
  if (recoverable) {
    return (
      <Notice kind="info">
        <p role="status">{t('newMailbox.recoverable', { address: data.address })}</p>
        {acts.error !== null && <ErrorState error={acts.error} />}
        <div className={styles['row']}>
          <Button
            busy={acts.busy}
            onClick={() => acts.run('restore', { id: recoverable.id, address: data.address })}
          >
            {t('newMailbox.restore')}
          </Button>
        </div>
      </Notice>
    )
  }
  return (
    <p role="status" className={styles['muted']}>
      {t('newMailbox.free', { address: data.address })}
    </p>
  )
}

function Made({ address, onAgain }: { readonly address: string; readonly onAgain: () => void }) {
  return (
    <Notice kind="success">
      <strong>{t('mailboxes.added', { address })}</strong>
      <p>{t('newMailbox.madeText')}</p>
      <div className={styles['row']}>
        <Link to={tabAddress(address, 'general')} className={buttonClass('primary')}>
          {t('newMailbox.see')}
        </Link>
        <Button onClick={onAgain}>{t('newMailbox.another')}</Button>
      </div>
    </Notice>
  )
}
