import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { once, requestText } from '../idempotency/once.ts'
import { randomHexId } from '../ids.ts'
import { notify } from '../mail/put-out.ts'
import type { Random } from '../ports.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { pairWorksAt, type ShownPair, type StoredPair } from './key-pair.ts'
import { pairHolder, pairsNamed, placeOfPair, UNNAMED } from './own-pair.ts'
import { checkOptions, type GenerateOptions, termsOf } from './pair-options.ts'
import { showWithin } from './show-pair.ts'

/**
 * Generates a key pair of a super administrator. Without overlap the one of the same name is refused everywhere before
 * this resolves. At most one retired pair of a name is alive: an earlier overlap ends.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `step_up.needed`, `input.invalid`, `idempotency.conflict`
 */
export function generatePair(
  deps: Deps,
  actor: Actor,
  userId: string,
  options: GenerateOptions = {},
): Promise<ShownPair> {
  checkOptions(options)
  return deps.store.transaction(async (tx) => {
    const user = await pairHolder(deps, tx, actor, userId)
    // Parallel ones take turns: each but the last is ended by the next.
    await tx.users.hold(user.id)
    const { idempotencyKey, name = UNNAMED } = options
    const asked = { asker: user, idempotencyKey, request: requestOf(options) }
    return once(deps, tx, asked, {
      make: () => generateWithin(deps, tx, actor, user, options),
      textOf: ({ id }) => id,
      repeat: (madeId) => madeBefore(deps, tx, actor, user, { madeId, name }),
    })
  })
}

function requestOf({ idempotencyKey: _key, ...asked }: GenerateOptions): string {
  const facts = Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return requestText('key_pair.generate', facts)
}

/** @throws DomainError `idempotency.conflict` where another pair has taken its place since */
async function madeBefore(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  { madeId, name }: { readonly madeId: string; readonly name: string },
): Promise<ShownPair> {
  const current = await tx.keyPairs.current(user.id, name)
  if (current?.id !== madeId)
    throw new DomainError('idempotency.conflict', { reason: 'The key pair has been replaced again since.' })
  return showWithin(deps, tx, actor, user, current)
}

/** Within a transaction, for somebody who may. */
export async function generateWithin(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  options: GenerateOptions = {},
): Promise<ShownPair> {
  const { name = UNNAMED, overlapSeconds = 0, note } = options
  const old = await tx.keyPairs.current(user.id, name)
  const terms = termsOf(options, old, deps.clock.now())
  await endLivePairs(deps, tx, user.id, name, overlapSeconds)
  const { userKey, secretKey } = randomPair(deps.random)
  const owner = { id: randomHexId(deps.random), userId: user.id, accountId: user.accountId }
  const sealed = deps.vault.seal(placeOfPair(owner), secretKey)
  const times = { createdAtMs: deps.clock.now(), endsAtMs: null }
  const row: StoredPair = { ...owner, name, userKey, sealed, ...terms, ...times, state: 'active' }
  await tx.keyPairs.insert(row)
  await recordAct(deps, tx, actor, {
    action: 'key_pair.generate',
    chain: user.accountId,
    target: `user:${user.id}`,
    details: {
      ...{ pairId: row.id, userKey },
      ...(old && { oldPairId: old.id, overlapSeconds }),
      ...(name !== UNNAMED && { name, ...textOfTerms(row) }),
      ...(note && { note }),
    },
  })
  if (old) await notify(deps, tx, actor, user, 'key_changed')
  return { ...row, secretKey, user }
}

/** The current one after its overlap, and whatever is left of an earlier overlap now. */
async function endLivePairs(
  deps: Deps,
  tx: Stores,
  userId: string,
  name: string,
  overlapSeconds: number,
): Promise<void> {
  const nowMs = deps.clock.now()
  for (const pair of await pairsNamed(tx, userId, name)) {
    if (pair.endsAtMs === null) await tx.keyPairs.end(pair.id, nowMs + overlapSeconds * 1_000)
    else if (pairWorksAt(pair, nowMs)) await tx.keyPairs.end(pair.id, nowMs)
  }
}

function textOfTerms({ scope, networks, expiresAtMs }: StoredPair) {
  return {
    ...(scope && {
      access: scope.access,
      areas: scope.areas?.join(' ') ?? 'all',
      domains: scope.domains?.join(' ') ?? 'all',
    }),
    ...(networks && { networks: networks.join(' ') }),
    ...(expiresAtMs !== null && { expiresAt: new Date(expiresAtMs).toISOString() }),
  }
}

const USER_KEY_BYTES = 15
const SECRET_KEY_BYTES = 30

/** Standard base64 without padding, as the vendor's are: 20 and 40 characters, `+` and `/` among them. */
function randomPair(random: Random): { readonly userKey: string; readonly secretKey: string } {
  const text = (length: number) => Buffer.from(random.bytes(length)).toString('base64')
  return { userKey: text(USER_KEY_BYTES), secretKey: text(SECRET_KEY_BYTES) }
}
