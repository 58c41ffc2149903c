import type { MailboxSummary } from '@keyward/sdk'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Selection } from '../../lib/bulk/useSelection.ts'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { ActionItem, ActionMenu, ActionSeparator } from '../../ui/ActionMenu.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { RowBox } from '../../ui/RowBox.tsx'
import { Table } from '../../ui/Table.tsx'
import styles from './Email.module.css'
import { type AskedMailboxes, sortBy } from './filter.ts'
import { sizeText } from './format.ts'
import { tabAddress } from './tabs.ts'
import { type MailboxActs, useMailboxActs } from './useMailboxActs.ts'

interface Props {
  readonly mailboxes: readonly MailboxSummary[]
  readonly asked: AskedMailboxes
  readonly selection: Selection<MailboxSummary>
}

export function MailboxTable({ mailboxes, asked, selection }: Props) {
  const acts = useMailboxActs()
  const columns = [
    { name: t('mailBulk.column'), hidden: true },
    { name: t('mailboxes.address'), sort: sortBy(asked, 'address') },
    { name: t('mailboxes.displayName'), sort: sortBy(asked, 'displayName') },
    { name: t('mailboxes.access') },
    { name: t('mailboxes.usage'), sort: sortBy(asked, 'usage') },
    { name: t('mailboxes.lastSignIn'), sort: sortBy(asked, 'lastSignIn') },
    { name: t(asked.state === 'deleted' ? 'mailboxes.until' : 'mailboxes.forwarding') },
    { name: t('mailboxes.manage'), hidden: true },
  ]
  return (
    <>
      {acts.error !== null && <ErrorState error={acts.error} title={acts.failed} />}
      <Table caption={t('mailboxes.caption')} columns={columns} cards>
        {mailboxes.map((mailbox) => (
          <Row key={mailbox.id} mailbox={mailbox} selection={selection} acts={acts} />
        ))}
      </Table>
    </>
  )
}

interface RowProps {
  readonly mailbox: MailboxSummary
  readonly selection: Selection<MailboxSummary>
  readonly acts: MailboxActs
}

function Row({ mailbox, selection, acts }: RowProps) {
  const { address, displayName, lastSignInAt, restorableUntil } = mailbox
  return (
    <tr data-selected={selection.chosen.has(mailbox.id) || undefined}>
      <td data-check>
        <RowBox name={t('mailBulk.choose', { address })} row={mailbox} selection={selection} />
      </td>
      <th scope="row">
        {restorableUntil === null ? (
          <Link to={tabAddress(address, 'general')} className={styles['name']} translate="no">
            {address}
          </Link>
        ) : (
          <span translate="no">{address}</span>
        )}
      </th>
      <td data-label={t('mailboxes.displayName')}>
        {displayName === '' ? <Muted>{t('mailboxes.noDisplayName')}</Muted> : displayName}
      </td>
      <td>
        <AccessBadge mailbox={mailbox} />
      </td>
      <td data-label={t('mailboxes.usage')}>
        <Usage mailbox={mailbox} />
      </td>
      <td data-label={t('mailboxes.lastSignIn')}>
        {lastSignInAt === null ? <Muted>{t('mailboxes.never')}</Muted> : <RelativeTime at={lastSignInAt} />}
      </td>
      <td data-label={t(restorableUntil === null ? 'mailboxes.forwarding' : 'mailboxes.until')}>
        <Forwarding mailbox={mailbox} />
      </td>
      <td data-acts>
        <RowActs mailbox={mailbox} acts={acts} />
      </td>
    </tr>
  )
}

const Muted = ({ children }: { readonly children: string }) => (
  <span className={styles['muted']}>{children}</span>
)

/** Whether somebody can sign in. */
export function AccessBadge({
  mailbox: { enabled, restorableUntil },
}: {
  readonly mailbox: Pick<MailboxSummary, 'enabled'> & Partial<Pick<MailboxSummary, 'restorableUntil'>>
}) {
  if (restorableUntil) return <Badge kind="plain">{t('mailboxes.isDeleted')}</Badge>
  if (!enabled) {
    return (
      <Badge kind="danger" icon="cross">
        {t('mailboxes.isBlocked')}
      </Badge>
    )
  }
  return (
    <Badge kind="success" icon="check">
      {t('mailboxes.isOpen')}
    </Badge>
  )
}

/** How full it is, as a bar and in words. */
export function Usage({
  mailbox: { address, usageMb, quotaMb },
}: {
  readonly mailbox: Pick<MailboxSummary, 'address' | 'usageMb' | 'quotaMb'>
}) {
  const text = t('mailboxes.usageOf', { used: sizeText(usageMb), most: sizeText(quotaMb) })
  return (
    <span className={styles['usage']}>
      <span className={styles['nowrap']}>{text}</span>
      <meter
        aria-label={`${t('mailboxes.usage')} ${address}`}
        min={0}
        max={quotaMb}
        high={quotaMb * 0.8}
        optimum={0}
        value={usageMb}
      />
    </span>
  )
}

function Forwarding({ mailbox: { forwardTo, restorableUntil } }: { readonly mailbox: MailboxSummary }) {
  if (restorableUntil !== null) return <time dateTime={restorableUntil}>{formatDate(restorableUntil)}</time>
  if (forwardTo.length === 0) return <Muted>{t('mailboxes.noForwarding')}</Muted>
  return t('mailboxes.forwardsTo', { count: forwardTo.length })
}

function RowActs({ mailbox, acts }: { readonly mailbox: MailboxSummary; readonly acts: MailboxActs }) {
  const navigate = useNavigate()
  const { address, enabled, restorableUntil } = mailbox
  if (restorableUntil !== null) {
    return (
      <Button busy={acts.busy} onClick={() => acts.run('restore', mailbox)}>
        {t('mailboxes.restore')} <Hidden>{address}</Hidden>
      </Button>
    )
  }
  const open = (tab: Parameters<typeof tabAddress>[1]) => navigate({ to: tabAddress(address, tab) })
  return (
    <ActionMenu name={t('mailboxes.manageFor', { address })}>
      <ActionItem onClick={() => open('general')}>{t('mailboxes.open')}</ActionItem>
      <ActionItem onClick={() => acts.run(enabled ? 'block' : 'unblock', mailbox)}>
        {t(enabled ? 'mailboxes.block' : 'mailboxes.unblock')}
      </ActionItem>
      <ActionItem onClick={() => open('password')}>{t('mailboxes.password')}</ActionItem>
      <ActionItem onClick={() => open('forwarding')}>{t('mailbox.tab.forwarding')}</ActionItem>
      <ActionSeparator />
      <ActionItem danger onClick={() => acts.run('delete', mailbox)}>
        {t('mailboxes.delete')}
      </ActionItem>
    </ActionMenu>
  )
}
