import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { AuditCheckpoint } from '../domain/audit/entry.ts'
import { BackupError } from './manifest.ts'

const CHECKPOINT = z.strictObject({
  chain: z.string(),
  number: z.number().int(),
  hash: z.string(),
  atMs: z.number().int(),
  signature: z.string(),
})
const LINE = z.union([z.strictObject({ checkpoint: CHECKPOINT }), CHECKPOINT])

/** Signed checkpoints of the audit log, one per line, beside the database: copy it elsewhere now and then. */
export function checkpointFile(dataDir: string): string {
  return join(dataDir, 'audit-checkpoints.jsonl')
}

export function appendCheckpoints(dataDir: string, checkpoints: readonly AuditCheckpoint[]): void {
  if (checkpoints.length === 0) return
  const lines = checkpoints.map((checkpoint) => `${JSON.stringify({ checkpoint })}\n`)
  appendFileSync(checkpointFile(dataDir), lines.join(''), { mode: 0o600, flush: true })
}

/** Those of this machine; none before the first hour. @throws BackupError */
export function readCheckpoints(dataDir: string): readonly AuditCheckpoint[] {
  const path = checkpointFile(dataDir)
  return existsSync(path) ? readCheckpointFile(path) : []
}

/** Checkpoints in a file, one per line; other lines of an audit export are passed over. @throws BackupError */
export function readCheckpointFile(path: string): readonly AuditCheckpoint[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line.includes('"signature"')).map((line) => parseLine(path, line))
}

function parseLine(path: string, line: string): AuditCheckpoint {
  try {
    const parsed = LINE.parse(JSON.parse(line))
    return 'checkpoint' in parsed ? parsed.checkpoint : parsed
  } catch {
    throw new BackupError(`${path} holds a line that is no checkpoint.`)
  }
}
