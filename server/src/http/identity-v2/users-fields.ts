import { DomainError } from '../../domain/errors.ts'
import { RequestError } from '../kit/request-error.ts'

/** Members of a user that a body may change. */
const CHANGEABLE: ReadonlySet<string> = new Set([
  'username',
  'email',
  'enabled',
  'RAX-AUTH:defaultRegion',
  'RAX-AUTH:contactId',
  'OS-KSADM:password',
  'RAX-AUTH:phonePin',
])
/** What answers tell of a user and no body can change. */
const FIXED: ReadonlySet<string> = new Set([
  'id',
  'created',
  'updated',
  'roles',
  'RAX-AUTH:domainId',
  'RAX-AUTH:federated',
  'RAX-AUTH:multiFactorEnabled',
  'RAX-AUTH:multiFactorState',
  'RAX-AUTH:factorType',
  'RAX-AUTH:userMultiFactorEnforcementLevel',
  'RAX-AUTH:passwordExpiration',
  'RAX-AUTH:phonePinState',
  'RAX-AUTH:roles',
])

/**
 * Lets a client send back all that it read, and refuses what would look like a change that was not made.
 * @param present the user as it was read; of a new one, what is given from the start
 * @throws DomainError `actor.forbidden` for another value of a fixed member; RequestError for an unknown member
 */
export function checkMembers(body: unknown, present: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(membersOf(body))) {
    if (CHANGEABLE.has(name) || value === null) continue
    if (!FIXED.has(name)) throw new RequestError('bad_request', 'The user has a member that is not known.')
    if (JSON.stringify(value) !== JSON.stringify(present[name])) {
      throw new DomainError('actor.forbidden', { reason: `${name} of a user cannot be set.` })
    }
  }
}

function membersOf(body: unknown): object {
  const user = typeof body === 'object' && body !== null && 'user' in body ? body.user : null
  return typeof user === 'object' && user !== null ? user : {}
}
