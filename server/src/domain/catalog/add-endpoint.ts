import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { type Endpoint, endpointUrl } from './endpoint.ts'

/** The colon sets a vendor's own types apart: `rax:object-cdn`. */
const WORD = /^[A-Za-z][A-Za-z0-9._:-]{0,63}$/
const MAX_URL_LENGTH = 1_024

/**
 * Adds an endpoint to the catalog that logins return.
 * @throws DomainError `endpoint.exists`, `actor.forbidden`, `input.invalid`
 */
export async function addEndpoint(deps: Deps, actor: Actor, given: Omit<Endpoint, 'id'>): Promise<Endpoint> {
  const endpoint = checkEndpoint(given)
  const work = deps.store.transaction(async (tx) => {
    if (!isOperator(actor)) throw new DomainError('actor.forbidden')
    const added = await tx.endpoints.insert(endpoint)
    const { name, type, region, publicUrl, internalUrl } = added
    const act = { action: 'endpoint.add', chain: 'system', target: `endpoint:${added.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { name, type, region, publicUrl, internalUrl } })
    return added
  })
  return work.finally(() => deps.known.endpointsChanged())
}

function checkEndpoint(given: Omit<Endpoint, 'id'>): Omit<Endpoint, 'id'> {
  for (const field of ['name', 'type', 'region'] as const) {
    const word = given[field]
    if (word !== null && !WORD.test(word)) {
      throw new DomainError('input.invalid', {
        field,
        reason: 'Begins with a letter; letters, digits and . _ : - only, 64 at most.',
      })
    }
  }
  return {
    ...given,
    region: given.region?.toUpperCase() ?? null,
    publicUrl: checkUrl('publicUrl', given.publicUrl),
    internalUrl: given.internalUrl === null ? null : checkUrl('internalUrl', given.internalUrl),
  }
}

function checkUrl(field: string, url: string): string {
  if (url.length <= MAX_URL_LENGTH && isEndpointUrl(endpointUrl(url, '100001'))) return url
  throw new DomainError('input.invalid', {
    field,
    reason: 'An http:// or https:// address without a password; %(tenant_id)s stands for the account number.',
  })
}

/** What is left of a template after the account number is put in would reach clients as it stands. */
function isEndpointUrl(text: string): boolean {
  if (!URL.canParse(text) || /[%$][({]|[\s\p{Cc}]/u.test(text)) return false
  const { protocol, username, password, hash } = new URL(text)
  return ['http:', 'https:'].includes(protocol) && !username && !password && !hash
}
