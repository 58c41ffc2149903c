import type { Stores } from '../store.ts'

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
  const today = { action: 'dkim.create', target: `domain:${name}`, fromMs: Date.parse(day) }
  const { entries } = await audit.search(accountId, today, null, 1)
  const selector = day.replaceAll('-', '')
  const [last] = entries.map(({ details }) => String(details['selector']))
  if (last === undefined) return selector
  return `${selector}-${Number(last.split('-')[1] ?? 1) + 1}`
}
