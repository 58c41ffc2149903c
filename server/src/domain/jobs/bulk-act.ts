import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { domainOf } from '../mailboxes/address.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import { type AddressName, findMailbox } from '../mailboxes/find-mailbox.ts'
import { type Mailbox, RECOVERY_MS } from '../mailboxes/mailbox.ts'
import { restoreMailbox } from '../mailboxes/restore-mailbox.ts'
import type { BulkKind, Job, JobRow } from './job.ts'

export type Outcome = 'created' | 'changed' | 'unchanged' | 'deleted' | 'restored'

/** What is done to one of many mailboxes. The act throws why this row comes to nothing. */
export function bulkAct({ accountId, quotaMb }: Job, kind: BulkKind, { cells }: JobRow) {
  const [address = '', id = ''] = cells
  const where = { accountId, domain: domainOf(address), name: address.slice(0, address.lastIndexOf('@')) }
  return async (deps: Deps, actor: Actor): Promise<Outcome> => {
    switch (kind) {
      case 'mailbox.delete':
        await deleteMailbox(deps, actor, where)
        return 'deleted'
      case 'mailbox.restore':
        await restoreMailbox(deps, actor, id === '' ? await idOfDeleted(deps, accountId, address) : id)
        return 'restored'
      case 'mailbox.quota':
        return quotaMb === null ? 'unchanged' : change(deps, actor, where, { quotaMb })
      case 'mailbox.require_password':
      case 'mailbox.waive_password':
        return change(deps, actor, where, { mustChangePassword: kind === 'mailbox.require_password' })
      default:
        return change(deps, actor, where, { enabled: kind === 'mailbox.allow' })
    }
  }
}

async function change(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  settings: Partial<Pick<Mailbox, 'enabled' | 'quotaMb' | 'mustChangePassword'>>,
): Promise<Outcome> {
  // Whoever may not change it is not told either that there is nothing to change.
  const there = await findMailbox(deps, deps.store, actor, where)
  const [[field, value] = []] = Object.entries(settings)
  if (Object.entries(there).some(([name, is]) => name === field && is === value)) return 'unchanged'
  await editMailbox(deps, actor, where, { settings })
  return 'changed'
}

/** The one that was deleted last. */
async function idOfDeleted({ store, clock }: Deps, accountId: string, address: string): Promise<string> {
  const found = await store.mailboxes.deletedAt(accountId, address, clock.now() - RECOVERY_MS)
  if (!found) throw new DomainError('mailbox.not_found')
  return found.id
}
