import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Endpoint } from '../catalog/endpoint.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { listRoles } from '../roles/list-roles.ts'
import type { Stores } from '../store.ts'
import { isPathPattern } from './path-pattern.ts'
import { isBelow, placesOf } from './protection.ts'
import { hasParameters, requestPath } from './request-path.ts'
import { requireServiceKeeper } from './rights.ts'
import { RULE_METHODS, type ServiceRule } from './service-rule.ts'

/**
 * Lets a role use part of a service. The first rule of a service closes the rest of it.
 * @throws DomainError `endpoint.not_found`, `role.not_found`, `actor.forbidden`, `input.invalid`
 */
export async function addServiceRule(
  deps: Deps,
  actor: Actor,
  given: Omit<ServiceRule, 'id'>,
): Promise<ServiceRule> {
  const rule = {
    ...given,
    id: randomHexId(deps.random),
    methods: given.methods.map((one) => one.toUpperCase()),
  }
  const work = deps.store.transaction(async (tx) => {
    requireServiceKeeper(actor)
    await checkRule(tx, rule)
    await tx.serviceRules.insert(rule)
    const { service, methods, path, role } = rule
    const act = { action: 'service.rule.add', chain: 'system', target: `service:${service}` }
    await recordAct(deps, tx, actor, {
      ...act,
      details: { id: rule.id, methods: methods.join(' '), path, role },
    })
    return rule
  })
  return work.finally(() => deps.known.endpointsChanged())
}

async function checkRule(tx: Stores, { service, methods, path, role }: ServiceRule): Promise<void> {
  const endpoints = (await tx.endpoints.list()).filter(({ name }) => name === service)
  if (endpoints.length === 0) throw new DomainError('endpoint.not_found')
  if (endpoints.some((endpoint) => placesOf(endpoint).length === 0)) {
    throw new DomainError('input.invalid', {
      field: 'service',
      reason: 'Its address has the account number in the host, so requests to it cannot be told apart.',
    })
  }
  if (!(await listRoles(tx)).some(({ name }) => name === role)) throw new DomainError('role.not_found')
  if (!methods.every((method) => RULE_METHODS.includes(method))) {
    throw new DomainError('input.invalid', { field: 'methods', reason: `One of ${RULE_METHODS.join(', ')}.` })
  }
  checkPath(path, endpoints)
}

function checkPath(path: string, endpoints: readonly Endpoint[]): void {
  const refusal = (reason: string) => new DomainError('input.invalid', { field: 'path', reason })
  if (!isPathPattern(path)) {
    throw refusal('Begins with a slash; * or {name} stands for one segment, ** for any depth.')
  }
  if (requestPath(path) !== path || hasParameters(path)) {
    throw refusal('No request gets in with such a path: single slashes, no dot segments, no semicolon.')
  }
  if (endpoints.some((endpoint) => isBelow(path, endpoint))) return
  const bases = new Set(endpoints.flatMap(placesOf).map(({ base }) => base || '/'))
  throw refusal(`Would let nobody in: paths of ${endpoints[0]?.name} begin with ${[...bases].join(' or ')}.`)
}
