import type { ManagedUser, UserFilter } from '@keyward/sdk'
import { api } from '../../../lib/api.ts'

const MOST_ON_A_PAGE = 100

/** Everybody whom a filter finds, page after page. @param onSome told how many were found so far */
export async function gatherAll(
  filter: UserFilter,
  signal: AbortSignal,
  onSome: (count: number) => void,
): Promise<readonly ManagedUser[]> {
  const found: ManagedUser[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof api.users.list>> = await api.users.list({
      ...filter,
      limit: MOST_ON_A_PAGE,
      ...(after !== null && { after }),
    })
    found.push(...page.items)
    onSome(found.length)
    after = page.next
  } while (after !== null && !signal.aborted)
  return found
}
