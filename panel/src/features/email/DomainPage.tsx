import '../../lib/messages/en/email.ts'
import type { MailDomain } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { domainText } from '../../lib/domainText.ts'
import { isCode } from '../../lib/errors.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useSaveEdit } from '../../lib/saveEdit.ts'
import { sizeText } from '../../lib/size.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { type HasArea, useAreas, useFoundsDomains } from './areas.ts'
import { DnsCard } from './DnsCard.tsx'
import { DomainFields, draftOf, isGeneral, settingsOf } from './DomainFields.tsx'
import { usedText } from './DomainsPage.tsx'
import { DeliveryTab } from './delivery/DeliveryTab.tsx'
import styles from './Email.module.css'
import { EmailGate } from './EmailGate.tsx'
import { OfDns } from './MailboxFacts.tsx'
import { MailFault } from './MailFault.tsx'
import { DOMAIN_PAGES, domainQuery, EMAIL } from './queries.ts'
import { deleteDomainSnippets, domainSnippets, editDomainSnippets } from './snippets.ts'
import { FindMailboxCard } from './spam/FindMailboxCard.tsx'
import { SpamTab } from './spam/SpamTab.tsx'
import { DOMAIN_TABS, type DomainTab, domainTabAddress, domainTabIn } from './tabs.ts'

/** One domain: its limits, what it must publish, and the way to its mailboxes. */
export default function DomainPage() {
  return (
    <EmailGate>
      <Domain />
    </EmailGate>
  )
}

function Domain() {
  const { domain: name = '' } = useParams({ strict: false })
  const { data: domain, error, refetch } = useQuery(domainQuery(name))
  return (
    <div className={styles['page']}>
      <Link to="/email/domains" className={styles['back']}>
        {t('email.domains')}
      </Link>
      {domain ? (
        <Shown domain={domain} />
      ) : (
        <Page title={domainText(name)}>
          {isCode(error, 'not_found') ? (
            <p>{t('domains.gone')}</p>
          ) : error ? (
            <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />
          ) : (
            <Loading lines={8} onRetry={() => refetch()} />
          )}
        </Page>
      )}
    </div>
  )
}

function Shown({ domain }: { readonly domain: MailDomain }) {
  const has = useAreas()
  const tab = domainTabIn(useLocation().searchStr)
  const query = new URLSearchParams({ domain: domain.name })
  return (
    <Page
      title={domainText(domain.name)}
      lead={
        <>
          {t('email.mailboxCount', { count: domain.mailboxes })}
          <OfDns name={domain.name} />
        </>
      }
      aside={
        has('mailboxes') && (
          <div className={styles['row']}>
            <Link to={`/email/import?${query}`} className={buttonClass('plain')}>
              {t('email.import')}
            </Link>
            <Link to={`/email/mailboxes/new?${query}`} className={buttonClass('plain')}>
              {t('email.addMailbox')}
            </Link>
            <Link to={`/email/mailboxes?${query}`} className={buttonClass('primary')}>
              {t('email.mailboxes')}
            </Link>
          </div>
        )
      }
    >
      <TabLinks
        name={t('domain.tabs', { name: domain.name })}
        tabs={DOMAIN_TABS.filter((each) => each === tab || isShown(each, has)).map((each) => ({
          label: t(`domain.tab.${each}`),
          to: domainTabAddress(domain.name, each),
          current: each === tab,
        }))}
      />
      {/* Made anew for another domain: what was typed belongs to this one. */}
      <Part key={domain.name} domain={domain} tab={tab} />
      <LastDone about={EMAIL} />
    </Page>
  )
}

/** What is in the domain for somebody: tabs with nothing of theirs are left out. */
function isShown(tab: DomainTab, has: HasArea): boolean {
  if (tab === 'spam') return has('spam') === true
  return tab === 'general' || has('domains') === true || has('mailboxes') === true
}

function Part({ domain, tab }: { readonly domain: MailDomain; readonly tab: DomainTab }) {
  const has = useAreas()
  switch (tab) {
    case 'general':
      return <GeneralPart domain={domain} />
    case 'delivery':
      return <DeliveryTab domain={domain.name} />
    case 'spam':
      return (
        <>
          <SpamTab owner={{ kind: 'domain', name: domain.name }} />
          {has('spam') && has('mailboxes') === false && <FindMailboxCard domain={domain.name} />}
        </>
      )
  }
}

/** Its limits, what it must publish, and its end. */
function GeneralPart({ domain }: { readonly domain: MailDomain }) {
  const founds = useFoundsDomains()
  const has = useAreas()
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null)
  return (
    <>
      <Card
        title={t('domains.settings')}
        aside={founds && <Button onClick={() => setDialog('edit')}>{t('domains.edit')}</Button>}
      >
        <Details>
          <DetailsRow label={t('domains.mailboxes')}>{usedText(domain)}</DetailsRow>
          <DetailsRow label={t('domains.max')}>{domain.maxMailboxes ?? t('domains.noLimit')}</DetailsRow>
          <DetailsRow label={t('domains.size')}>{sizeText(domain.baseMailboxMb)}</DetailsRow>
          <DetailsRow label={t('domains.extraShown')}>{sizeText(domain.extraStorageMb)}</DetailsRow>
        </Details>
      </Card>
      {has('domains') && <DnsCard domain={domain.name} />}
      {founds && (
        <Card title={t('domains.danger')} lead={t('domains.dangerText')}>
          <div className={styles['row']}>
            <Button kind="danger" disabled={domain.mailboxes > 0} onClick={() => setDialog('delete')}>
              {t('domains.delete')}
            </Button>
            {domain.mailboxes > 0 && (
              <span className={styles['muted']}>{t('domains.inUse', { count: domain.mailboxes })}</span>
            )}
          </div>
        </Card>
      )}
      <ShowAsCode name={t('code.domainName')} snippets={domainSnippets(domain.name)} />
      {dialog === 'edit' && <EditDialog domain={domain} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && <DeleteDialog domain={domain} onClose={() => setDialog(null)} />}
    </>
  )
}

interface DialogProps {
  readonly domain: MailDomain
  readonly onClose: () => void
}

function EditDialog({ domain: { name }, domain, onClose }: DialogProps) {
  const queries = useQueryClient()
  const saveEdit = useSaveEdit()
  const [shown] = useState(draftOf(domain))
  const [draft, setDraft] = useState(shown)
  const save = useAct(async () => {
    const back = settingsOf(shown)
    const saved = await saveEdit({
      change: settingsOf(draft),
      shown: back,
      read: () => api.domains.get(name),
      send: (edit) => api.domains.change(name, edit),
    })
    if (saved) tellDone({ text: t('domains.saved', { name }), undo: () => api.domains.change(name, back) })
    await queries.invalidateQueries({ queryKey: EMAIL })
    onClose()
  })
  return (
    <FormDialog
      title={domainText(domain.name)}
      button={t('action.save')}
      act={save}
      onSubmit={save.run}
      onClose={onClose}
      fault={isGeneral(save.error) ? <ErrorState error={save.error} /> : null}
    >
      <DomainFields draft={draft} error={save.error} onChange={setDraft} />
      <ShowAsCode
        name={t('code.editDomainName')}
        snippets={editDomainSnippets(domain.name, settingsOf(draft))}
      />
    </FormDialog>
  )
}

function DeleteDialog({ domain, onClose }: DialogProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = useAct(async () => {
    await api.domains.delete(domain.name)
    tellDone({ text: t('domains.deleted', { name: domain.name }) })
    await navigate({ to: '/email/domains', replace: true })
    // Everything is old now; but nobody asks again for the domain that is gone.
    await queries.invalidateQueries({ queryKey: EMAIL, refetchType: 'none' })
    await queries.invalidateQueries({ queryKey: DOMAIN_PAGES })
  })
  return (
    <ConfirmDialog
      title={t('domains.deleteTitle', { name: domain.name })}
      text={t('domains.deleteText')}
      button={t('domains.delete')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
    >
      <ShowAsCode name={t('code.deleteDomainName')} snippets={deleteDomainSnippets(domain.name)} />
    </ConfirmDialog>
  )
}
