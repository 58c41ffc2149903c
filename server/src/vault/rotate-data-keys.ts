import type { SystemActor } from '../domain/actor.ts'
import { recordAct } from '../domain/audit/record.ts'
import type { Clock, Random } from '../domain/ports.ts'
import type { Store, Stores, WrappedKey } from '../domain/store.ts'
import { markOf } from './data-keys.ts'
import { type KeyVault, sortOut } from './key-vault.ts'
import { nothingRenewed, type OnProgress, type Renewal, renewAll } from './renew.ts'
import { isRenewalPending, recordRenewal, recordRingChange, takeTurn } from './ring-facts.ts'

const HOUR_MS = 3_600_000
/**
 * How long an older look-up key stays at least. Scripts that were forgotten with an ended key meet it in that time,
 * and go on being told from guesses; and other servers have long learned of the new one.
 */
const LOOK_UP_KEY_STAYS_MS = 24 * HOUR_MS
/** How long other servers on the same database may still seal under an account's older key: they look each minute. */
const SHARED_KEY_STAYS_MS = HOUR_MS

export interface DataKeyNeeds {
  readonly store: Store
  readonly vault: KeyVault
  readonly random: Random
  readonly clock: Clock
  readonly onProgress?: OnProgress
}

export interface DataKeyRotation {
  /** New data keys; 0 when an earlier rotation that was cut short has been completed. */
  readonly made: number
  /** Keys and remembered answers that were digested or sealed anew. */
  readonly renewed: number
  /** Sealed copies that do not open, and were left as they are. */
  readonly unreadable: number
  /** Older data keys that are gone. */
  readonly removed: number
  /** Older data keys that something still needs; they go when nothing does. */
  readonly kept: number
}

/**
 * Makes a new look-up key and a new data key for every account, and brings everything under them. No API key, token
 * or password changes. Cut short at any moment, everything is found and opened; running again completes it.
 * @throws DomainError `master_key.away`
 */
export async function rotateDataKeys(needs: DataKeyNeeds, actor: SystemActor): Promise<DataKeyRotation> {
  const made = await needs.store.transaction((tx) => begin(needs, tx, actor))
  return { made, ...(await completeDataKeys(needs, actor)) }
}

async function begin(needs: DataKeyNeeds, tx: Stores, actor: SystemActor): Promise<number> {
  await takeTurn(tx)
  if (await isRenewalPending(tx)) return 0
  const made = await needs.vault.makeNextKeys(tx)
  await recordRenewal(tx, true)
  await recordAct(needs, tx, actor, {
    action: 'data_keys.rotate',
    chain: 'system',
    target: 'data-keys',
    details: { made },
  })
  return made
}

/** Does what is left of rotations, and removes older data keys that nothing needs any more. */
export async function completeDataKeys(
  needs: DataKeyNeeds,
  actor: SystemActor,
): Promise<Omit<DataKeyRotation, 'made'>> {
  await needs.vault.reload(needs.store)
  // Another rotation may begin while this one runs: keys that it makes outdated are its own to remove.
  const outdated = needs.vault.outdatedKeys
  const isPending = await isRenewalPending(needs.store)
  if (outdated.length === 0 && !isPending) return { renewed: 0, unreadable: 0, removed: 0, kept: 0 }
  const before = new Set(outdated.map(({ id }) => id))
  // An older look-up key may stay for months; what has a sealed copy has long been taken over then.
  const isWorkLeft = isPending || outdated.some(({ purpose }) => purpose === 'account')
  const renewal = isWorkLeft ? await renewAll(needs) : nothingRenewed()
  const counts = await needs.store.transaction((tx) =>
    removeOutdated(needs, tx, actor, { ...renewal, before }),
  )
  await needs.vault.reload(needs.store)
  return { renewed: renewal.renewed, unreadable: renewal.unreadable, ...counts }
}

interface Completed extends Renewal {
  /** Ids of the keys that were outdated before everything was renewed. */
  readonly before: ReadonlySet<string>
}

async function removeOutdated(needs: DataKeyNeeds, tx: Stores, actor: SystemActor, completed: Completed) {
  await takeTurn(tx)
  const { newest, outdated } = sortOut(await tx.ring.list())
  const ours = outdated.filter(({ id }) => completed.before.has(id))
  let removed = 0
  for (const row of ours) {
    const successor = newest.find(({ accountId }) => accountId === row.accountId)
    if (await isNeeded(needs, tx, row, needs.clock.now() - (successor?.createdAtMs ?? 0), completed)) continue
    await tx.ring.delete(row.id)
    removed++
  }
  if (ours.length === outdated.length) await recordRenewal(tx, false)
  if (removed > 0) {
    await recordRingChange(tx, needs.random)
    const act = { action: 'data_keys.remove', chain: 'system', target: 'data-keys', details: { removed } }
    await recordAct(needs, tx, actor, act)
  }
  return { removed, kept: outdated.length - removed }
}

async function isNeeded(
  { store, clock }: DataKeyNeeds,
  tx: Stores,
  row: WrappedKey,
  outdatedForMs: number,
  { stillNamed }: Renewal,
): Promise<boolean> {
  if (row.purpose === 'account')
    return stillNamed.has(row.id) || (!store.exclusive && outdatedForMs < SHARED_KEY_STAYS_MS)
  if (outdatedForMs < LOOK_UP_KEY_STAYS_MS) return true
  return (await tx.ring.countDigests(markOf(row), clock.now())) > 0
}
