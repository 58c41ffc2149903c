import { DomainError } from '../errors.ts'
import { isPathPattern, pathMatcher } from '../services/path-pattern.ts'

/** A request that an application credential may be used for. A user's rules are kept for their next credential. */
export interface AccessRule {
  readonly id: string
  /** The type of a service in the catalog, such as `object-store`. */
  readonly service: string
  readonly method: string
  /** A pattern, as `isPathPattern` wants it. */
  readonly path: string
}

export type AccessRuleFacts = Omit<AccessRule, 'id'>

/** Keystone's list. */
const METHODS: ReadonlySet<string> = new Set(['POST', 'GET', 'HEAD', 'PATCH', 'PUT', 'DELETE'])
const SERVICE_TYPE = /^[\x21-\x7e]{1,255}$/

/** @throws DomainError `input.invalid` */
export function checkAccessRule({ service, method, path }: AccessRuleFacts): void {
  if (SERVICE_TYPE.test(service) && METHODS.has(method) && isPathPattern(path)) return
  const reason = 'An access rule has a service type, a method and a path that begins with a slash.'
  throw new DomainError('input.invalid', { field: 'access_rules', reason })
}

export function isSameRule(left: AccessRuleFacts, right: AccessRuleFacts): boolean {
  return left.service === right.service && left.method === right.method && left.path === right.path
}

/** A request as far as it is known; null matches no rule. */
export interface AskedAccess {
  /** The type of the service that it goes to. */
  readonly service: string | null
  readonly method: string | null
  readonly path: string | null
}

/** Whether a credential with these rules is good for the request. Without a list there is no limit. */
export function accessAllows(
  rules: readonly AccessRule[] | null,
  { service, method, path }: AskedAccess,
): boolean {
  if (rules === null) return true
  if (path === null) return false
  return rules.some((rule) => rule.service === service && rule.method === method && matcherOf(rule)(path))
}

const matchers = new WeakMap<AccessRule, (path: string) => boolean>()

function matcherOf(rule: AccessRule): (path: string) => boolean {
  let matcher = matchers.get(rule)
  if (!matcher) {
    matcher = pathMatcher(rule.path)
    matchers.set(rule, matcher)
  }
  return matcher
}
