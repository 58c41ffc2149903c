import type { Mailbox, MailboxChange } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { EMAIL } from './queries.ts'

/** Changes a mailbox, and tells it with the way back. @param back what puts it as it was; none for a password */
export function useChange({ address }: Mailbox) {
  const queries = useQueryClient()
  return async (change: MailboxChange, back: MailboxChange | null, text?: string): Promise<Mailbox> => {
    const changed = await api.mailboxes.change(address, change)
    const undo = back && { undo: () => api.mailboxes.change(changed.address, back) }
    tellDone({ text: text ?? t('mailboxes.saved', { address }), ...undo })
    await queries.invalidateQueries({
      queryKey: EMAIL,
      refetchType: changed.address === address ? 'active' : 'none',
    })
    return changed
  }
}
