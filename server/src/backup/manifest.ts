import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { FileFacts } from '../storage/inspect.ts'

/** The data cannot be what was backed up. sysexits.h, EX_IOERR. */
const EXIT_DAMAGED = 74

const MANIFEST = z.strictObject({
  format: z.literal('keyward-backup/1'),
  createdAt: z.iso.datetime(),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  schema: z.number().int(),
  keyCheck: z.string(),
  counts: z.record(z.string(), z.number().int()),
  auditHeads: z.array(z.strictObject({ chain: z.string(), number: z.number().int(), hash: z.string() })),
})

/** What a backup holds, written beside it. Nothing secret: the master key is not part of a backup. */
export type Manifest = z.infer<typeof MANIFEST>

/** The backup is not what its manifest says, or has none. */
export class BackupError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = EXIT_DAMAGED) {
    super(message)
    this.name = 'BackupError'
    this.exitCode = exitCode
  }
}

export function manifestPath(file: string): string {
  return `${file.replace(/\.db$/, '')}.manifest.json`
}

export async function describeFile(file: string, facts: FileFacts, nowMs: number): Promise<Manifest> {
  const { schema, keyCheck, counts, auditHeads } = facts
  return {
    format: 'keyward-backup/1',
    createdAt: new Date(nowMs).toISOString(),
    ...(await sizeAndHash(file)),
    schema,
    keyCheck: keyCheck ?? '',
    counts: { ...counts },
    auditHeads: [...auditHeads],
  }
}

export function writeManifest(file: string, manifest: Manifest): void {
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  writeFileSync(manifestPath(file), text, { flag: 'wx', mode: 0o600, flush: true })
}

/** @throws BackupError */
export function readManifest(file: string): Manifest {
  try {
    return MANIFEST.parse(JSON.parse(readFileSync(manifestPath(file), 'utf8')))
  } catch {
    throw new BackupError(`${manifestPath(file)} is missing or not a manifest of a backup.`)
  }
}

export async function sizeAndHash(file: string): Promise<Pick<Manifest, 'bytes' | 'sha256'>> {
  const { size } = await stat(file)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { bytes: size, sha256: hash.digest('hex') }
}
