import { z } from 'zod'
import { DomainError } from '../../domain/errors.ts'
import { RequestError } from '../kit/request-error.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

/** What a body may say of a thing. */
export interface MemberRules {
  /** Members that a use case is given. */
  readonly settable: readonly string[]
  /** Members of Keystone that cannot be set here; nothing in them, or what is there already, does no harm. */
  readonly fixed: readonly string[]
}

/**
 * Reads `{"user":{…}}`. Members that say nothing are left out: null, for Keystone's clients, is as good as absent.
 * Refuses what would look like a change that is not made.
 * @param name `user`, say
 * @param present the thing as it was read; of a new one, what it will have
 * @throws RequestError; DomainError `actor.forbidden` for another value of a fixed member
 */
export function readMember<Shape extends z.ZodType>(
  body: unknown,
  name: string,
  shape: Shape,
  { settable, fixed }: MemberRules,
  present: Readonly<Record<string, unknown>> = {},
): z.infer<Shape> {
  const parsed = z.object({ [name]: z.record(z.string(), z.unknown()) }).safeParse(body)
  const given = parsed.success ? parsed.data[name] : undefined
  if (!given) throw new RequestError('bad_request', `The body needs ${name}.`)
  for (const [member, value] of Object.entries(given)) {
    if (isEmpty(value) || settable.includes(member)) continue
    if (JSON.stringify(value) !== JSON.stringify(present[member])) throw refusalOf(name, member, fixed)
  }
  const said = Object.entries(given).filter(([member, value]) => settable.includes(member) && value !== null)
  const read = shape.safeParse(Object.fromEntries(said))
  if (read.success) return read.data
  const member = String(read.error.issues[0]?.path[0] ?? 'a member')
  throw new RequestError('bad_request', `${member} of the ${name} is missing, or is no value for it.`)
}

/** Identity never changes, Keystone says, so there it is a mistake in the request. */
const IDENTITY = ['id', 'domain_id']

function refusalOf(name: string, member: string, fixed: readonly string[]): Error {
  if (fixed.includes(member)) {
    return new DomainError('actor.forbidden', { reason: `${member} of a ${name} cannot be set here.` })
  }
  if (IDENTITY.includes(member))
    return new RequestError('bad_request', `Cannot change ${member} of a ${name}.`)
  return new RequestError('bad_request', `The ${name} has a member that is not known.`)
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

const InDomain = z.record(z.string(), z.looseObject({ domain_id: z.string().nullish() }))

/** There is one domain, so nothing is made in another. @throws RequestError */
export function requireDefaultDomain(body: unknown, name: string): void {
  const parsed = InDomain.safeParse(body)
  const asked = parsed.success ? parsed.data[name]?.domain_id : undefined
  if (asked && asked !== DEFAULT_DOMAIN.id) throw noSuchDomain()
}

export function noSuchDomain(): RequestError {
  return new RequestError('not_found', 'There is no such domain.')
}
