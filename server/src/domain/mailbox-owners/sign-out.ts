import type { MailboxOwner } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { actOn } from '../mailboxes/add-mailbox.ts'

/** Ends the session before this resolves. One that ended in the meantime is no error. */
export async function signOutOfMailbox(deps: Deps, owner: MailboxOwner): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const mailbox = await tx.mailboxes.byId(owner.mailboxId)
    if (!mailbox || !(await tx.mailboxSessions.delete(owner.digest))) return
    await recordAct(deps, tx, owner, actOn(mailbox, 'mailbox.session.end'))
  })
}
