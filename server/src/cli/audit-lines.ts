import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { ExportLine } from '../domain/audit/verify-export.ts'
import { CommandError } from './errors.ts'
import { linesOf } from './lines.ts'

const FLAT = z.union([z.string(), z.number(), z.boolean(), z.null()])
const ENTRY = z.strictObject({
  chain: z.string(),
  number: z.number().int(),
  atMs: z.number().int(),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  outcome: z.enum(['done', 'refused']),
  source: z.string(),
  details: z.record(z.string(), FLAT),
  previousHash: z.string(),
  hash: z.string(),
})
const CHECKPOINT = z.strictObject({
  checkpoint: z.strictObject({
    chain: z.string(),
    number: z.number().int(),
    hash: z.string(),
    atMs: z.number().int(),
    signature: z.string(),
  }),
})
const LINE = z.union([ENTRY, CHECKPOINT])

/** The lines of an audit export. @throws CommandError for what is none */
export async function* exportLines(text: Readable): AsyncGenerator<ExportLine> {
  let number = 0
  for await (const line of linesOf(text)) {
    number++
    if (line.trim() === '') continue
    const parsed = LINE.safeParse(parse(line)).data
    if (!parsed) throw new CommandError(`Line ${number} is not a line of an audit export.`)
    yield 'checkpoint' in parsed
      ? { kind: 'checkpoint', checkpoint: parsed.checkpoint }
      : { kind: 'entry', entry: parsed }
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
