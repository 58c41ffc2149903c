import { z } from 'zod'
import type { Scope } from '../../domain/login/log-in-scoped.ts'
import { RequestError } from '../kit/request-error.ts'

/** Empty and null stand for none. */
const Name = z.string().nullish()
const Names = z.object({ id: Name, name: Name })
type Names = z.infer<typeof Names>

/** A domain as clients name it; left out it is the only one there is. */
const DomainName = Names.nullish()
/** A user or project; a name belongs to a domain. */
export const Named = Names.extend({ domain: DomainName })

/** An account number may come as a number: fog makes one of every option that looks like it. */
const AccountNumber = z.union([Name, z.int().nonnegative().transform(String)])
const Project = Named.extend({ id: AccountNumber, name: AccountNumber })

/** The one domain: all accounts are projects in it. */
export const DEFAULT_DOMAIN = { id: 'default', name: 'Default' } as const

const Scopes = z.object({
  project: Project.nullish(),
  domain: DomainName,
  system: z.object({ all: z.literal(true) }).nullish(),
  unscoped: z.object({}).nullish(),
  // What heat asks for; told apart so that its operator reads what is missing.
  'OS-TRUST:trust': z.unknown().optional(),
})

/** Some clients write `"unscoped"` as a member, others as the whole. */
const ScopeBody = z.union([z.literal('unscoped'), Scopes]).nullish()

const FORMS = 'A scope is "unscoped", {"system":{"all":true}}, or a project or domain with an id or a name.'

/** An account number that nobody has. */
const NO_ACCOUNT = ''

/**
 * The scope that a login asks for.
 * @throws RequestError for none or several of the kinds, for another form, for a project without a name
 */
export function readScope(given: unknown): Scope {
  const parsed = ScopeBody.safeParse(given)
  if (!parsed.success) throw new RequestError('bad_request', FORMS)
  return readForm(parsed.data)
}

function readForm(body: z.infer<typeof ScopeBody>): Scope {
  if (body === null || body === undefined) return { kind: 'project', accountId: null }
  if (body === 'unscoped') return { kind: 'unscoped' }
  if (isGiven(body['OS-TRUST:trust'])) throw new RequestError('bad_request', 'There are no trusts here.')
  const given = [body.project, body.domain, body.system, body.unscoped].filter(isGiven)
  if (given.length !== 1) throw new RequestError('bad_request', 'Ask for one scope.')
  if (body.project) return readProject(body.project)
  if (body.system) return { kind: 'system' }
  if (body.domain) return readDomain(body.domain)
  return { kind: 'unscoped' }
}

/** Id and name of a project are one number. */
function readProject({ id, name, domain }: z.infer<typeof Project>): Scope {
  const accountId = id || name
  if (!accountId) throw new RequestError('bad_request', 'A project has an id or a name.')
  const isOurs = Boolean(id) || isDefaultDomain(domain)
  return { kind: 'project', accountId: isOurs ? accountId : NO_ACCOUNT }
}

/** Of another domain than the one there is nobody is. */
function readDomain(domain: Names): Scope {
  if (!domain.id && !domain.name) throw new RequestError('bad_request', 'A domain has an id or a name.')
  return isDefaultDomain(domain) ? { kind: 'domain' } : { kind: 'project', accountId: NO_ACCOUNT }
}

/** Whether a name that belongs to this domain can be one of ours. */
export function isDefaultDomain(domain: Names | null | undefined): boolean {
  const named = domain?.id || domain?.name
  return !named || named.toLowerCase() === DEFAULT_DOMAIN.id
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined
}
