import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'

/**
 * Rules go by the name of a service: under another one nobody would be asked for a role any more.
 * @throws DomainError `actor.forbidden`
 */
export async function requireUnruled(tx: Stores, name: string): Promise<void> {
  const isRuled = (await tx.serviceRules.list()).some(({ service }) => service === name)
  if (!isRuled) return
  throw new DomainError('actor.forbidden', { reason: 'Rules name this service: take them away first.' })
}
