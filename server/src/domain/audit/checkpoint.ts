import { canonicalJson } from '../../lib/canonical-json.ts'
import type { AuditSigner } from '../ports.ts'
import type { AuditDeps } from './deps.ts'
import type { AuditCheckpoint } from './entry.ts'

/** A chain gets a checkpoint when so many entries came since the last one, or so much time has passed. */
const MAX_ENTRIES = 1_000
const MAX_AGE_MS = 3_600_000

type Head = Omit<AuditCheckpoint, 'atMs' | 'signature'>

/** Signs the heads of the chains now and then. Remembers what it signed, so that idle chains cost nothing. */
export class AuditCheckpoints {
  readonly #deps: AuditDeps
  readonly #signed = new Map<string, { readonly number: number; readonly atMs: number }>()

  constructor(deps: AuditDeps) {
    this.#deps = deps
  }

  /** Signs what is due, and returns it so that a copy can be kept elsewhere. */
  async run(): Promise<readonly AuditCheckpoint[]> {
    const made: AuditCheckpoint[] = []
    for (const head of await this.#deps.store.audit.chains()) {
      const last = this.#signed.get(head.chain) ?? (await this.#readLast(head.chain))
      if (isDue(head, last, this.#deps.clock.now())) made.push(await this.#make(head))
    }
    return made
  }

  async #readLast(chain: string): Promise<{ readonly number: number; readonly atMs: number }> {
    const last = (await this.#deps.store.audit.checkpoints(chain)).at(-1) ?? { number: 0, atMs: 0 }
    this.#signed.set(chain, last)
    return last
  }

  async #make(head: Head): Promise<AuditCheckpoint> {
    const checkpoint = signCheckpoint(this.#deps.signer, head, this.#deps.clock.now())
    await this.#deps.store.audit.insertCheckpoint(checkpoint)
    this.#signed.set(head.chain, checkpoint)
    return checkpoint
  }
}

export function signCheckpoint(signer: AuditSigner, head: Head, atMs: number): AuditCheckpoint {
  const { chain, number, hash } = head
  return { chain, number, hash, atMs, signature: signer.sign(signedText({ chain, number, hash, atMs })) }
}

export function isSignedByUs(signer: AuditSigner, checkpoint: AuditCheckpoint): boolean {
  return signer.verify(signedText(checkpoint), checkpoint.signature)
}

function signedText({ chain, number, hash, atMs }: Omit<AuditCheckpoint, 'signature'>): string {
  return `keyward/audit-checkpoint/1\n${canonicalJson({ chain, number, hash, atMs })}`
}

function isDue(head: Head, last: { readonly number: number; readonly atMs: number }, nowMs: number): boolean {
  const entries = head.number - last.number
  return entries >= MAX_ENTRIES || (entries > 0 && nowMs - last.atMs >= MAX_AGE_MS)
}
