import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { type AccessRule, type AccessRuleFacts, checkAccessRule, isSameRule } from './access-rule.ts'
import {
  type ApplicationCredential,
  MAX_ACCESS_RULES,
  MAX_ACCESS_RULES_PER_USER,
} from './application-credential.ts'

/** A rule as clients give it: a new one, or one that the user has by its id. */
export type AskedRule = AccessRuleFacts | { readonly id: string }

/**
 * The access rules of a new credential; those that the user did not have are stored. Whoever makes it by a credential
 * with access rules can hand on these rules only, and hands on all of them unless told otherwise.
 * @throws DomainError `input.invalid`, `access_rule.not_found`, `actor.forbidden`
 */
export async function settleAccessRules(
  deps: Pick<Deps, 'random'>,
  tx: Stores,
  owner: { readonly userId: User['id']; readonly accountId: User['accountId'] },
  asked: readonly AskedRule[] | null,
  parent: Pick<ApplicationCredential, 'accessRules'> | null,
): Promise<readonly AccessRule[] | null> {
  const limits = parent?.accessRules ?? null
  if (asked === null) return limits
  if (asked.length > MAX_ACCESS_RULES) {
    const reason = `An application credential has at most ${MAX_ACCESS_RULES} access rules.`
    throw new DomainError('input.invalid', { field: 'access_rules', reason })
  }
  const known = [...(await tx.accessRules.ofUser(owner.userId))]
  const settled = new Map<string, AccessRule>()
  for (const wanted of asked) {
    const found = known.find((rule) => ('id' in wanted ? rule.id === wanted.id : isSameRule(rule, wanted)))
    const rule = found ?? newRule(deps, wanted)
    if (limits && !limits.some((limit) => isSameRule(limit, rule))) throw beyondLimits()
    if (!found) {
      if (known.length >= MAX_ACCESS_RULES_PER_USER) throw tooMany()
      await tx.accessRules.insert({ ...rule, ...owner })
      known.push(rule)
    }
    settled.set(rule.id, rule)
  }
  return [...settled.values()]
}

function newRule(deps: Pick<Deps, 'random'>, wanted: AskedRule): AccessRule {
  if ('id' in wanted) throw new DomainError('access_rule.not_found')
  checkAccessRule(wanted)
  const { service, method, path } = wanted
  return { id: randomHexId(deps.random), service, method, path }
}

function tooMany(): DomainError {
  const reason = `A user has at most ${MAX_ACCESS_RULES_PER_USER} access rules. Delete those that no credential has any more.`
  return new DomainError('actor.forbidden', { reason })
}

function beyondLimits(): DomainError {
  const reason = 'An application credential with access rules can hand on these rules only.'
  return new DomainError('actor.forbidden', { reason })
}
