import { z } from 'zod'
import type { UserActor } from '../../../domain/actor.ts'
import type { AuditFilter } from '../../../domain/audit/audit-query.ts'
import { chainStatus } from '../../../domain/audit/chain-status.ts'
import { exportChain, exportEntries } from '../../../domain/audit/export-audit.ts'
import { MAX_AUDIT_PAGE, readAudit } from '../../../domain/audit/read-audit.ts'
import type { HttpContext } from '../../kit/context.ts'
import { auditCsv, auditJsonLines } from '../audit-file.ts'
import { AuditExportQuery, AuditPage, AuditQuery, AuditStatus, AuditStatusQuery } from '../audit-schemas.ts'
import { auditPageToWire, placeIn } from '../audit-wire.ts'
import { PLAIN, route } from '../route.ts'
import { TextFile } from '../text-file.ts'

export const AUDIT_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listAudit',
    method: 'GET',
    path: '/audit',
    summary: 'What was done in the account, newest first',
    access: 'caller',
    needs: ['manager'],
    query: AuditQuery,
    success: 200,
    output: AuditPage,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, query }) => {
      const { chain, cursor, limit = DEFAULT_PAGE } = query
      const question = { ...(chain !== undefined && { chain }), filter: filterOf(query), limit }
      const after = cursor === undefined ? null : placeIn(cursor)
      return { body: auditPageToWire(await readAudit(context.deps, actor(), { ...question, after })) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getAuditStatus',
    method: 'GET',
    path: '/audit/status',
    summary: 'Whether the newest entries follow one another unaltered; the command line checks all of them',
    access: 'caller',
    needs: ['manager'],
    query: AuditStatusQuery,
    success: 200,
    output: AuditStatus,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, query }) => {
      const { signed, ...rest } = await chainStatus(context.deps, actor(), query.chain)
      const told = signed && { number: signed.number, at: new Date(signed.atMs).toISOString() }
      return { body: { ...rest, signed: told } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'exportAudit',
    method: 'GET',
    path: '/audit/export',
    summary:
      'The same as a file. JSON lines of a whole chain are in its order and can be verified without the database',
    access: 'caller',
    needs: ['manager'],
    query: AuditExportQuery,
    success: 200,
    produces: ['text/csv', 'application/jsonl'],
    output: z.instanceof(TextFile),
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, query }) => ({ body: await fileFor(context, actor(), query) }),
  }),
]

const DEFAULT_PAGE = Math.min(100, MAX_AUDIT_PAGE)

async function fileFor(
  { deps }: HttpContext,
  actor: UserActor,
  query: z.output<typeof AuditExportQuery>,
): Promise<TextFile> {
  const filter = filterOf(query)
  const name = `keyward-audit-${query.chain ?? actor.accountId}`
  if (query.format === 'csv') {
    const pages = await exportEntries(deps, actor, query.chain, filter)
    return new TextFile('text/csv; charset=utf-8', `${name}.csv`, auditCsv(deps, pages))
  }
  const isWhole = Object.keys(filter).length === 0
  const lines = isWhole
    ? await exportChain(deps, actor, query.chain)
    : auditJsonLines(await exportEntries(deps, actor, query.chain, filter))
  return new TextFile('application/jsonl; charset=utf-8', `${name}.jsonl`, lines)
}

type FilterQuery = Omit<z.output<typeof AuditExportQuery>, 'format' | 'chain'>

function filterOf({ from, to, actor, action, area, target, outcome, text }: FilterQuery): AuditFilter {
  return {
    ...(from !== undefined && { fromMs: Date.parse(from) }),
    ...(to !== undefined && { toMs: Date.parse(to) }),
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(area !== undefined && { area }),
    ...(target !== undefined && { target }),
    ...(outcome !== undefined && { outcome }),
    ...(text !== undefined && { text }),
  }
}
