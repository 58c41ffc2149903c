import type { MailboxSummary } from '@keyward/sdk'
import { Link, useNavigate } from '@tanstack/react-router'
import { memo } from 'react'
import type { Selection } from '../../lib/bulk/useSelection.ts'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { ActionItem, ActionMenu, ActionSeparator } from '../../ui/ActionMenu.tsx'
import { Button } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { RowBox } from '../../ui/RowBox.tsx'
import type { MailboxAct } from './acts.ts'
import styles from './Email.module.css'
import { AccessBadge, Address, Usage } from './MailboxFacts.tsx'
import { renameAddress, tabAddress } from './tabs.ts'

interface RowProps {
  readonly mailbox: MailboxSummary
  /** From 0, among all that the filter finds. */
  readonly index: number
  readonly chosen: boolean
  /** Shows when it was added. */
  readonly dated: boolean
  readonly onToggle: Selection<MailboxSummary>['toggle']
  /** An act on a row is under way. */
  readonly busy: boolean
  readonly onAct: (act: MailboxAct, mailbox: MailboxSummary) => void
  readonly onCode: (mailbox: MailboxSummary) => void
}

/** Drawn anew only for another mailbox or another selection, not while the page moves. */
export const MailboxRow = memo(function MailboxRow({
  mailbox,
  index,
  chosen,
  dated,
  onToggle,
  ...does
}: RowProps) {
  const { address, displayName, createdAt, lastSignInAt, restorableUntil } = mailbox
  return (
    <tr data-row={index} aria-rowindex={index + 2} data-selected={chosen || undefined}>
      <td data-check>
        <RowBox name={t('mailBulk.choose', { address })} row={mailbox} checked={chosen} onToggle={onToggle} />
      </td>
      <th scope="row">
        {restorableUntil === null ? (
          <Link to={tabAddress(address, 'general')} className={styles['name']} translate="no">
            <Address text={address} />
          </Link>
        ) : (
          <span translate="no">
            <Address text={address} />
          </span>
        )}
      </th>
      <td data-label={t('mailboxes.displayName')}>
        {displayName === '' ? <Muted>{t('mailboxes.noDisplayName')}</Muted> : displayName}
      </td>
      <td>
        <AccessBadge mailbox={mailbox} />
      </td>
      <td data-label={t('mailboxes.usage')} className={styles['whole']}>
        <Usage mailbox={mailbox} />
      </td>
      <td data-label={t('mailboxes.lastSignIn')}>
        {lastSignInAt === null ? <Muted>{t('mailboxes.never')}</Muted> : <RelativeTime at={lastSignInAt} />}
      </td>
      {dated ? (
        <td data-label={t('mailboxes.created')}>
          <time dateTime={createdAt}>{formatDate(createdAt)}</time>
        </td>
      ) : (
        <td data-label={t(restorableUntil === null ? 'mailboxes.forwarding' : 'mailboxes.until')}>
          <Forwarding mailbox={mailbox} />
        </td>
      )}
      <td data-acts>
        <RowActs mailbox={mailbox} {...does} />
      </td>
    </tr>
  )
})

const Muted = ({ children }: { readonly children: string }) => (
  <span className={styles['muted']}>{children}</span>
)

function Forwarding({ mailbox: { forwardTo, restorableUntil } }: { readonly mailbox: MailboxSummary }) {
  if (restorableUntil !== null) return <time dateTime={restorableUntil}>{formatDate(restorableUntil)}</time>
  if (forwardTo.length === 0) return <Muted>{t('mailboxes.noForwarding')}</Muted>
  return t('mailboxes.forwardsTo', { count: forwardTo.length })
}

function RowActs({ mailbox, busy, onAct, onCode }: Pick<RowProps, 'mailbox' | 'busy' | 'onAct' | 'onCode'>) {
  const navigate = useNavigate()
  const { address, enabled, restorableUntil } = mailbox
  if (restorableUntil !== null) {
    return (
      <div className={styles['row']}>
        <Button busy={busy} onClick={() => onAct('restore', mailbox)}>
          {t('mailboxes.restore')} <Hidden>{address}</Hidden>
        </Button>
        <Button kind="quiet" onClick={() => onCode(mailbox)}>
          <Icon name="code" />
          <Hidden>{t('mailboxes.restoreCode', { address })}</Hidden>
        </Button>
      </div>
    )
  }
  const open = (tab: Parameters<typeof tabAddress>[1]) => navigate({ to: tabAddress(address, tab) })
  return (
    <ActionMenu name={t('mailboxes.manageFor', { address })}>
      <ActionItem onClick={() => open('general')}>{t('mailboxes.open')}</ActionItem>
      <ActionItem onClick={() => onAct(enabled ? 'block' : 'unblock', mailbox)}>
        {t(enabled ? 'mailboxes.block' : 'mailboxes.unblock')}
      </ActionItem>
      <ActionItem onClick={() => navigate({ to: renameAddress(address) })}>
        {t('mailboxes.rename')}
      </ActionItem>
      <ActionItem onClick={() => open('password')}>{t('mailboxes.password')}</ActionItem>
      <ActionItem onClick={() => open('forwarding')}>{t('mailbox.tab.forwarding')}</ActionItem>
      <ActionItem icon="code" onClick={() => onCode(mailbox)}>
        {t('action.showAsCode')}
      </ActionItem>
      <ActionSeparator />
      <ActionItem danger onClick={() => onAct('delete', mailbox)}>
        {t('mailboxes.delete')}
      </ActionItem>
    </ActionMenu>
  )
}
