import type { Place } from '../ports.ts'
import type { StoredDkimKey } from './dkim-key.ts'

/** Where the sealed copy of a private key lives. */
export function placeOfDkimKey({
  id: rowId,
  accountId,
  domainId: ownerId,
}: Pick<StoredDkimKey, 'id' | 'accountId' | 'domainId'>): Place {
  return { table: 'dkim_keys', column: 'sealed', rowId, accountId, ownerId }
}
