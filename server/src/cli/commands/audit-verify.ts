import { createReadStream } from 'node:fs'
import { readCheckpointFile, readCheckpoints } from '../../backup/checkpoint-file.ts'
import type { AuditProblem } from '../../domain/audit/chain-check.ts'
import { verifyAudit } from '../../domain/audit/verify-audit.ts'
import { verifyExport } from '../../domain/audit/verify-export.ts'
import { exportLines } from '../audit-lines.ts'
import type { Command, Context, Reply } from '../command.ts'
import { fileNamed } from '../files.ts'
import { printable } from '../table.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'Find any change, removal, insertion or reordering in the audit log.',
  more:
    'A tail that was cut off shows only against signed checkpoints: those in the data folder are always compared, ' +
    'those kept elsewhere with --checkpoint. With --export no database is needed.',
  options: [
    { flags: '--checkpoint <file>', summary: 'signed checkpoints kept elsewhere, or an earlier export' },
    { flags: '--export <file>', summary: 'look at this export instead of the database' },
  ],
  place: (input) => (input.optional('export') === null ? 'beside' : 'itself'),
  run: (context, input) => {
    const file = input.optional('export')
    return file === null
      ? database(context, input.optional('checkpoint'))
      : exported(fileNamed(context, file))
  },
}

async function database(context: Context, checkpoint: string | null): Promise<Reply> {
  const { deps, signer } = await context.open()
  const kept = [
    readCheckpoints(context.config().dataDir),
    ...(checkpoint === null ? [] : [readCheckpointFile(fileNamed(context, checkpoint))]),
  ]
  const known = kept.flatMap(({ checkpoints }) => checkpoints)
  const cutLines = kept.reduce((sum, each) => sum + each.cutLines, 0)
  return reply(await verifyAudit({ store: deps.store, signer }, context.actor, known), cutLines)
}

async function exported(file: string): Promise<Reply> {
  return reply(await verifyExport(exportLines(createReadStream(file, 'utf8'))))
}

interface Findings {
  readonly chains: number
  readonly entries: number
  readonly problems: readonly AuditProblem[]
}

function reply(report: Findings, cutLines = 0): Reply {
  const { chains, entries, problems } = report
  const looked = `Followed ${entries} entries in ${chains} chain${chains === 1 ? '' : 's'}.`
  const lines = problems.map(
    ({ chain, number, problem }) => `${printable(chain)}: entry ${number} ${problem}`,
  )
  const verdict = problems.length === 0 ? 'The audit log verifies.' : 'The audit log was tampered with:'
  return {
    json: { ok: problems.length === 0, ...report, ...(cutLines > 0 && { cutLines }) },
    text: [looked, ...(cutLines > 0 ? [cutText(cutLines)] : []), verdict, ...lines].join('\n'),
    exitCode: problems.length === 0 ? 0 : 1,
  }
}

function cutText(cutLines: number): string {
  return `Lines of checkpoints that were cut off, as a full disk does, and are passed over: ${cutLines}.`
}
