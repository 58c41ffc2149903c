import { pruneAudit } from '../../domain/audit/prune-audit.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { table } from '../table.ts'

export const prune: Command = {
  name: 'prune',
  summary: 'Remove old entries from the audit log, up to a signed checkpoint; a marker stays.',
  more: 'Export them first: what is removed is gone.',
  options: [
    { flags: '--before <date>', summary: 'entries from this day on stay: 2026-01-31', required: true },
  ],
  place: 'beside',
  confirm: (input) => `Remove what was logged before ${input.text('before')}?`,
  run: async ({ open, actor }, input) => {
    const beforeMs = dayMs(input.text('before'))
    const { deps, signer } = await open()
    const pruned = await pruneAudit({ ...deps, signer }, actor, beforeMs)
    const rows = pruned.map(({ chain, throughNumber, entries }) => [
      chain,
      String(throughNumber),
      String(entries),
    ])
    const text = rows.length === 0 ? NOTHING : table(['CHAIN', 'THROUGH ENTRY', 'REMOVED'], rows)
    return { json: { pruned }, text }
  },
}

const NOTHING =
  'Nothing was removed: no chain has a checkpoint that is old enough. The server makes one an hour, or after 1,000 entries.'

/** A day in UTC, or a moment with its zone. @throws UsageError */
function dayMs(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}(T.+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms) || !isDay(text.slice(0, DAY_CHARACTERS)))
    throw new UsageError('--before: write a day such as 2026-01-31.')
  return ms
}

const DAY_CHARACTERS = '2026-01-31'.length

/** JavaScript takes the 31st of February for the 3rd of March: that would remove more than was meant. */
function isDay(text: string): boolean {
  return new Date(text).toISOString().startsWith(text)
}
