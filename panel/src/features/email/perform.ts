import type { MailboxSummary } from '@keyward/sdk'
import { api } from '../../lib/api.ts'
import type { MailboxAct } from './acts.ts'

type Named = Pick<MailboxSummary, 'id' | 'address'>

export async function perform(act: MailboxAct, { id, address }: Named): Promise<void> {
  switch (act) {
    case 'block':
    case 'unblock':
      await api.mailboxes.change(address, { enabled: act === 'unblock' })
      return
    case 'delete':
      return api.mailboxes.delete(address)
    case 'restore':
      await api.mailboxes.restore(id)
  }
}
