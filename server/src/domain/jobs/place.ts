import type { Place } from '../ports.ts'
import type { Job } from './job.ts'

/** Where the secret of a row lives while it waits. */
export function placeOfSecret({ id, accountId }: Pick<Job, 'id' | 'accountId'>, number: number): Place {
  return { table: 'job_rows', column: 'sealed', rowId: `${id}:${number}`, accountId, ownerId: accountId }
}
