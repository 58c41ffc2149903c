import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireServiceKeeper } from './rights.ts'

/**
 * Takes a rule back, at once. Without its last rule a service is open to every good credential again.
 * @throws DomainError `rule.not_found`, `actor.forbidden`
 */
export async function removeServiceRule(deps: Deps, actor: Actor, id: string): Promise<void> {
  const work = deps.store.transaction(async (tx) => {
    requireServiceKeeper(actor)
    const rule = await tx.serviceRules.delete(id)
    if (!rule) throw new DomainError('rule.not_found')
    const { service, methods, path, role } = rule
    const act = { action: 'service.rule.remove', chain: 'system', target: `service:${service}` }
    await recordAct(deps, tx, actor, { ...act, details: { id, methods: methods.join(' '), path, role } })
  })
  await work.finally(() => deps.known.endpointsChanged())
}
