import type { Mailbox, MailboxChange } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useSaveEdit } from '../../lib/saveEdit.ts'
import { EMAIL } from './queries.ts'

/**
 * Changes a mailbox, and tells it with the way back.
 * @param back what puts it as it was, and what the person saw; none for a password
 */
export function useChange({ address }: Mailbox) {
  const queries = useQueryClient()
  const saveEdit = useSaveEdit()
  return async (
    change: MailboxChange,
    back: MailboxChange | null,
    text?: string,
  ): Promise<Mailbox | null> => {
    const changed = await saveEdit({
      change,
      shown: back ?? {},
      read: () => api.mailboxes.get(address),
      send: (edit) => api.mailboxes.change(address, edit),
    })
    if (changed) {
      const undo = back && { undo: () => api.mailboxes.change(changed.address, back) }
      tellDone({ text: text ?? t('mailboxes.saved', { address }), ...undo })
    }
    const renamed = changed !== null && changed.address !== address
    await queries.invalidateQueries({ queryKey: EMAIL, refetchType: renamed ? 'none' : 'active' })
    return changed
  }
}
