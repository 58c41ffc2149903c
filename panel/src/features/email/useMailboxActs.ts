import type { MailboxSummary } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { lastDone, tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { type MailboxAct, reverseOf } from './acts.ts'
import { perform } from './perform.ts'
import { EMAIL, MAILBOX_PAGES } from './queries.ts'

const DONE = {
  block: 'mailboxes.blocked',
  unblock: 'mailboxes.unblocked',
  delete: 'mailboxes.deleted',
  restore: 'mailboxes.restored',
} as const

/** Acts on one mailbox that need no form. Each can be undone. @param onDone before what is known becomes old */
export function useMailboxActs(onDone?: () => void) {
  const queries = useQueryClient()
  const [address, setAddress] = useState('')
  const act = useAct(async (kind: MailboxAct, mailbox: Pick<MailboxSummary, 'id' | 'address'>) => {
    lastDone.set(null)
    setAddress(mailbox.address)
    await perform(kind, mailbox)
    const undo = () => perform(reverseOf(kind), mailbox)
    tellDone({ text: t(DONE[kind], { address: mailbox.address }), undo })
    onDone?.()
    // A mailbox that is gone is not asked for again by the page about it.
    await queries.invalidateQueries({ queryKey: EMAIL, refetchType: kind === 'delete' ? 'none' : 'active' })
    await queries.invalidateQueries({ queryKey: MAILBOX_PAGES })
  })
  return { run: act.run, busy: act.busy, error: act.error, failed: t('mailboxes.notDone', { address }) }
}
