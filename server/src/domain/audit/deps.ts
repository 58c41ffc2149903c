import type { Deps } from '../deps.ts'
import type { AuditSigner } from '../ports.ts'

/** What the audit log needs beyond its storage. */
export interface AuditDeps extends Pick<Deps, 'store' | 'clock'> {
  readonly signer: AuditSigner
}
