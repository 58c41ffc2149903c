import type { AuditEntry } from '../../domain/audit/entry.ts'
import { entryLine } from '../../domain/audit/export-audit.ts'
import { namesIn } from '../../domain/audit/read-audit.ts'
import type { Deps } from '../../domain/deps.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { csvLine } from '../../lib/csv.ts'
import { auditPageToWire } from './audit-wire.ts'

type Pages = AsyncIterable<readonly AuditEntry[]>

const COLUMNS = [
  'time',
  'number',
  'actor',
  'actor id',
  'key id',
  'action',
  'target',
  'target name',
  'outcome',
  'via',
  'address',
  'request id',
  'details',
  'hash',
  'credential kind',
  'credential id',
]

/** One page of entries after the other, each as one piece of text. */
export async function* auditCsv(deps: Pick<Deps, 'store'>, pages: Pages): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for await (const entries of pages) {
    const { items } = auditPageToWire({ entries, next: null, names: await namesIn(deps, entries) })
    yield items.map((entry) => csvLine(cellsOf(entry))).join('')
  }
}

export async function* auditJsonLines(pages: Pages): AsyncGenerator<string> {
  for await (const entries of pages) yield entries.map(entryLine).join('')
}

type Item = ReturnType<typeof auditPageToWire>['items'][number]

function cellsOf({ at, number, actor, action, target, outcome, source, details, hash }: Item) {
  return [
    at,
    number,
    actor.name ?? actor.text,
    actor.id,
    actor.keyId,
    action,
    target.text,
    target.name,
    outcome,
    source.dialect,
    source.address,
    source.requestId,
    canonicalJson(details),
    hash,
    actor.credential?.kind ?? null,
    actor.credential?.id ?? null,
  ]
}
