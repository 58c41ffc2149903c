import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import type { Random } from '../ports.ts'
import type { User } from '../users/user.ts'
import type { ShownPair, StoredPair } from './key-pair.ts'
import { pairHolder, placeOfPair, UNNAMED } from './own-pair.ts'

/**
 * Generates the key pair of a super administrator. The one that was there is refused everywhere before this resolves.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `step_up.needed`
 */
export function generatePair(deps: Deps, actor: Actor, userId: string): Promise<ShownPair> {
  return deps.store.transaction(async (tx) => {
    const user = await pairHolder(deps, tx, actor, userId)
    // Parallel ones take turns: each but the last is ended by the next.
    await tx.users.hold(user.id)
    const old = await tx.keyPairs.current(user.id, UNNAMED)
    await tx.keyPairs.end(user.id, UNNAMED, deps.clock.now())
    const { row, secretKey } = newPair(deps, user, old)
    await tx.keyPairs.insert(row)
    await recordAct(deps, tx, actor, {
      action: 'key_pair.generate',
      chain: user.accountId,
      target: `user:${user.id}`,
      details: { pairId: row.id, userKey: row.userKey, ...(old && { oldPairId: old.id }) },
    })
    return { ...row, secretKey, user }
  })
}

/** How the earlier one was checked and limited goes on: a new secret changes no agreement. */
function newPair(
  deps: Deps,
  user: User,
  old: StoredPair | null,
): { readonly row: StoredPair; readonly secretKey: string } {
  const { userKey, secretKey } = randomPair(deps.random)
  const owner = { id: randomHexId(deps.random), userId: user.id, accountId: user.accountId }
  const row: StoredPair = {
    ...owner,
    name: UNNAMED,
    userKey,
    sealed: deps.vault.seal(placeOfPair(owner), secretKey),
    clockCheck: old?.clockCheck ?? 'lenient',
    limits: old?.limits ?? {},
    createdAtMs: deps.clock.now(),
    endsAtMs: null,
    state: 'active',
  }
  return { row, secretKey }
}

const USER_KEY_BYTES = 15
const SECRET_KEY_BYTES = 30

/** Standard base64 without padding, as the vendor's are: 20 and 40 characters, `+` and `/` among them. */
function randomPair(random: Random): { readonly userKey: string; readonly secretKey: string } {
  const text = (length: number) => Buffer.from(random.bytes(length)).toString('base64')
  return { userKey: text(USER_KEY_BYTES), secretKey: text(SECRET_KEY_BYTES) }
}
