import { MAX_AUDIT_PAGE } from '../audit/read-audit.ts'
import type { Stores } from '../store.ts'

const CREATED = 'dkim.create'

/**
 * The day, as the vendor has it; with a number behind it where the domain has had a key on that day already, which only
 * the log knows once that key is gone: its record may be remembered by name servers for days.
 */
export async function newSelector(
  { audit }: Pick<Stores, 'audit'>,
  { accountId, name }: { readonly accountId: string; readonly name: string },
  nowMs: number,
): Promise<string> {
  const day = new Date(nowMs).toISOString().slice(0, 10)
  const today = { action: CREATED, target: `domain:${name}`, fromMs: Date.parse(day) }
  const { entries } = await audit.search(accountId, today, null, MAX_AUDIT_PAGE)
  const selector = day.replaceAll('-', '')
  return entries.length === 0 ? selector : `${selector}-${entries.length + 1}`
}
