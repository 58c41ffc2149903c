import '../lib/messages/en/audit.ts'
import type { Mailbox } from '@keyward/sdk'
import { Activity } from '../features/audit/Activity.tsx'
import { OneMailbox } from '../features/email/OneMailbox.tsx'
import { t } from '../lib/messages/index.ts'
import { managesAccount } from '../lib/rights.ts'
import { useUser } from '../lib/session.ts'

/** One mailbox, with what the log says of it for those who may read the log. */
export default function MailboxPage() {
  // By its id, which stays when it is renamed.
  const activity = ({ id }: Mailbox) => (
    <Activity about={{ text: id }}>
      <p>{t('activity.mailbox')}</p>
    </Activity>
  )
  return <OneMailbox activity={managesAccount(useUser()) ? activity : null} />
}
