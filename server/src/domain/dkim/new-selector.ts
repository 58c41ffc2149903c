import type { Random } from '../ports.ts'

/** Never one that another key of the domain has had: its record may be remembered by name servers for days. */
export function newSelector(nowMs: number, random: Random): string {
  const day = new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '')
  return `${day}-${Buffer.from(random.bytes(3)).toString('hex')}`
}
