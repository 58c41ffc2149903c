import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs'
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

/** What a file of checkpoints holds. */
export interface KeptCheckpoints {
  readonly checkpoints: readonly AuditCheckpoint[]
  /** Lines that were cut off, as a full disk or a power failure does. They prove nothing, for or against. */
  readonly cutLines: number
}

/** All of them or none: where the disk is full the file is left as it was. */
export function appendCheckpoints(dataDir: string, checkpoints: readonly AuditCheckpoint[]): void {
  if (checkpoints.length === 0) return
  const lines = checkpoints.map((checkpoint) => `${JSON.stringify({ checkpoint })}\n`)
  const file = openSync(checkpointFile(dataDir), 'a+', 0o600)
  try {
    const { size } = fstatSync(file)
    try {
      appendFileSync(file, (endsLine(file, size) ? '' : '\n') + lines.join(''), { flush: true })
    } catch (error) {
      ftruncateSync(file, size)
      throw error
    }
  } finally {
    closeSync(file)
  }
}

/** Else the last line was cut off, and what follows would be lost with it. */
function endsLine(file: number, size: number): boolean {
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(file, last, 0, 1, size - 1)
  return last.toString() === '\n'
}

/** Those of this machine; none before the first hour. @throws BackupError */
export function readCheckpoints(dataDir: string): KeptCheckpoints {
  const path = checkpointFile(dataDir)
  return existsSync(path) ? readCheckpointFile(path) : { checkpoints: [], cutLines: 0 }
}

/** Checkpoints in a file, one per line; other lines of an audit export are passed over. @throws BackupError */
export function readCheckpointFile(path: string): KeptCheckpoints {
  const lines = readFileSync(path, 'utf8').split('\n')
  const whole = lines.filter((line) => line !== '' && !isCut(line))
  const cutLines = lines.filter((line) => line !== '').length - whole.length
  const signed = whole.filter((line) => line.includes('"signature"'))
  return { checkpoints: signed.map((line) => parseLine(path, line)), cutLines }
}

/** Of long exports only the lines that matter are parsed. */
function isCut(line: string): boolean {
  if (!line.endsWith('}')) return true
  if (!/"(?:checkpoint|signature)"/.test(line)) return false
  try {
    JSON.parse(line)
    return false
  } catch {
    return true
  }
}

function parseLine(path: string, line: string): AuditCheckpoint {
  try {
    const parsed = LINE.parse(JSON.parse(line))
    return 'checkpoint' in parsed ? parsed.checkpoint : parsed
  } catch {
    throw new BackupError(`${path} holds a line that is no checkpoint.`)
  }
}
