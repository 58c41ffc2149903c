import type { MailboxSummary } from '@keyward/sdk'
import { domainText } from '../../lib/domainText.ts'
import { t } from '../../lib/messages/index.ts'
import { sizeText } from '../../lib/size.ts'
import { Badge } from '../../ui/Badge.tsx'
import styles from './Email.module.css'

/** An address that is too long for its line goes on with its domain. As DNS has it, it is the title. */
export function Address({ text }: { readonly text: string }) {
  const shown = domainText(text)
  const at = shown.lastIndexOf('@')
  return (
    <span title={shown === text ? undefined : text} translate="no">
      {shown.slice(0, at)}
      <wbr />
      <span className={styles['domain']}>{shown.slice(at)}</span>
    </span>
  )
}

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

/** How DNS has the name of a domain, where people read it otherwise. */
export function OfDns({ name }: { readonly name: string }) {
  if (domainText(name) === name) return null
  return (
    <span className={styles['muted']} translate="no">
      {' '}
      ({name})
    </span>
  )
}
