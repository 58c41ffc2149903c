import { SERVICE_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'

const OWNER_MADE = 'owner-made'

/**
 * Whether somebody operates the installation already. Users made at the command line before the first start of
 * the server do not take the owner's place.
 */
export async function ownerExists(stores: Pick<Stores, 'users' | 'meta'>): Promise<boolean> {
  if ((await stores.users.count()) === 0) return false
  // Asked at every start: the fact is kept apart so that not all users have to be read for it.
  if ((await stores.meta.get(OWNER_MADE)) !== null) return true
  return (await stores.users.list({ role: SERVICE_ADMIN })).length > 0
}

export function recordOwner(tx: Pick<Stores, 'meta'>, userId: string): Promise<void> {
  return tx.meta.set(OWNER_MADE, userId)
}
