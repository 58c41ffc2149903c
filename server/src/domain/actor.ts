import type { AdminType } from './administrators/administrator.ts'
import type { MailScope } from './administrators/mail-scope.ts'
import type { Delegation } from './application-credentials/delegation.ts'
import type { Origin } from './callers/caller.ts'
import type { User } from './users/user.ts'

/** Who asks for something, and how that was established. */
export type Actor = UserActor | SystemActor

export interface UserActor {
  readonly kind: 'user'
  readonly userId: string
  readonly userName: string
  readonly accountId: string
  readonly roles: readonly string[]
  readonly proof: Proof
  readonly origin: Origin
  readonly requestId: string
  /** Where the proof tells it already; else it is asked for. */
  readonly adminType?: AdminType
  /** What a key pair with a scope is good for; without one everything that the administrator may. */
  readonly mailScope?: MailScope
  /** Who of the staff acts in this user's name. */
  readonly impersonator?: Named
}

type Named = Pick<User, 'id' | 'name'>

/**
 * A session can prove presence again; a credential sent with the request cannot. A delegation is a token got with an
 * application credential: whoever acts by it has only the roles of that.
 */
export type Proof =
  | { readonly kind: 'session'; readonly digest: string; readonly provenAtMs: number | null }
  | {
      readonly kind: 'credential'
      readonly of: 'key' | 'password' | 'key-pair'
      readonly credentialId: string
    }
  | { readonly kind: 'delegation'; readonly delegation: Delegation }

/** The operator at the command line, or the server itself. */
export interface SystemActor {
  readonly kind: 'system'
  readonly name: string
}

/**
 * The owner of a mailbox, signed in to it at `/mailbox`. No `Actor`: no use case but those of `mailbox-owners` takes one,
 * so nothing else can be reached by such a session.
 */
export interface MailboxOwner {
  readonly kind: 'mailbox-owner'
  readonly mailboxId: string
  readonly domainId: string
  readonly address: string
  /** Of the session. */
  readonly digest: string
  readonly origin: Origin
  readonly requestId: string
}

/** The user who acts, proved by one of their credentials. */
export function userActor(
  user: Pick<User, 'id' | 'name' | 'accountId' | 'roles'>,
  proof: Proof,
  { origin, requestId }: { readonly origin: Origin; readonly requestId: string },
  impersonator?: Named,
): UserActor {
  const { id: userId, name: userName, accountId, roles } = user
  const actor: UserActor = { kind: 'user', userId, userName, accountId, roles, proof, origin, requestId }
  return impersonator ? { ...actor, impersonator } : actor
}
