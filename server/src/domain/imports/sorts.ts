import type { ImportKind } from '../jobs/job.ts'
import { ALIASES } from './alias-sort.ts'
import { MAILBOXES } from './mailbox-sort.ts'
import type { ImportSort } from './sort.ts'
import { USERS } from './user-sort.ts'

export const IMPORT_SORTS: Readonly<Record<ImportKind, ImportSort>> = {
  'mailbox.import': MAILBOXES,
  'alias.import': ALIASES,
  'user.import': USERS,
}
