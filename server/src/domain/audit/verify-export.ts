import { type AuditProblem, ChainCheck, type ChainPoint } from './chain-check.ts'
import type { AuditCheckpoint, AuditEntry } from './entry.ts'
import { PRUNE_ACTION } from './verify-audit.ts'

/** A line of an export. */
export type ExportLine =
  | { readonly kind: 'entry'; readonly entry: AuditEntry }
  | { readonly kind: 'checkpoint'; readonly checkpoint: AuditCheckpoint }

export interface ExportReport {
  readonly chains: number
  readonly entries: number
  readonly problems: readonly AuditProblem[]
}

/** Follows the chains of an export without the database. Signatures need the installation that made them. */
export async function verifyExport(lines: AsyncIterable<ExportLine>): Promise<ExportReport> {
  const chains = new Map<string, ExportedChain>()
  for await (const line of lines) {
    const name = line.kind === 'entry' ? line.entry.chain : line.checkpoint.chain
    const chain = chains.get(name) ?? new ExportedChain(name)
    chains.set(name, chain)
    chain.take(line)
  }
  const all = [...chains.values()]
  return {
    chains: all.length,
    entries: all.reduce((total, { entries }) => total + entries, 0),
    problems: all.flatMap((chain) => chain.finish()),
  }
}

class ExportedChain {
  readonly #name: string
  #check: ChainCheck | null = null
  #start: ChainPoint | null = null
  #end: ChainPoint | null = null
  #pruneSaysSo = false
  readonly #hashes = new Map<number, string>()
  readonly #checkpoints: AuditCheckpoint[] = []

  constructor(name: string) {
    this.#name = name
  }

  get entries(): number {
    return this.#check?.entries ?? 0
  }

  take(line: ExportLine): void {
    if (line.kind === 'checkpoint') this.#checkpoints.push(line.checkpoint)
    else this.#takeEntry(line.entry)
  }

  #takeEntry(entry: AuditEntry): void {
    if (this.#check === null && entry.number > 1) {
      this.#start = { number: entry.number - 1, hash: entry.previousHash }
    }
    this.#check ??= new ChainCheck(this.#name, this.#start ?? undefined)
    this.#check.next(entry)
    this.#end = entry
    this.#hashes.set(entry.number, entry.hash)
    this.#pruneSaysSo ||=
      entry.action === PRUNE_ACTION && entry.details['throughNumber'] === this.#start?.number
  }

  finish(): readonly AuditProblem[] {
    const problems = [...(this.#check?.problems ?? [])]
    const note = (number: number, problem: string) => problems.push({ chain: this.#name, number, problem })
    if (this.#start && !this.#pruneSaysSo) {
      note(this.#start.number, 'and earlier ones are gone, and no prune says so')
    }
    for (const { number, hash } of this.#checkpoints) {
      const known = number === this.#start?.number ? this.#start.hash : this.#hashes.get(number)
      if (known === undefined && number > (this.#end?.number ?? 0)) {
        note(number, 'is missing, but a checkpoint names it')
      }
      if (known !== undefined && known !== hash) note(number, 'differs from a checkpoint')
    }
    return problems
  }
}
