import type { SystemActor } from '../domain/actor.ts'
import { recordAct } from '../domain/audit/record.ts'
import type { Clock, Random } from '../domain/ports.ts'
import type { Store, Stores } from '../domain/store.ts'
import { nonceSource } from './aead.ts'
import { MasterKeyError } from './errors.ts'
import type { KeyVault } from './key-vault.ts'
import type { MasterKey } from './master-key.ts'
import { removeLeftovers, replaceMasterKeyFile } from './master-key-file.ts'
import { type MasterKeySource, type MasterKeys, newMasterKey, readMasterKeys } from './master-key-source.ts'
import { matchingKey, presentKeys, wrongKey } from './matching-key.ts'
import { recordedCheck, recordMasterKey, takeTurn } from './ring-facts.ts'
import { unwrapKey, wrapKey } from './wrapping.ts'

export interface RotationNeeds {
  readonly store: Store
  readonly vault: Pick<KeyVault, 'useMasterKey'>
  readonly source: MasterKeySource
  readonly random: Random
  readonly clock: Clock
}

export interface Rotation {
  readonly masterKeyId: string
  readonly previousMasterKeyId: string
  /** Data keys that were wrapped anew. */
  readonly dataKeys: number
}

/**
 * Puts a new master key in the place of the old one. No API key, token or password changes. A crash at any moment
 * leaves a file that holds the right key; rotating again completes what was begun. Where the key is not in a file,
 * the operator puts a new one in front of the old one first.
 * @throws MasterKeyError
 */
export async function rotateMasterKey(needs: RotationNeeds, actor: SystemActor): Promise<Rotation> {
  const { next, rotation } = await needs.store.transaction((tx) => rotate(needs, tx, actor))
  needs.vault.useMasterKey(next)
  await forgetPrevious(needs)
  return rotation
}

/** The file is written before the commit, with both keys: whichever of them the database has then, it opens. */
async function rotate(needs: RotationNeeds, tx: Stores, actor: SystemActor) {
  await takeTurn(tx)
  const masters = await presentKeys(needs.source)
  const old = matchingKey(masters, await recordedCheck(tx))
  if (!old) throw wrongKey(needs.source)
  const next = await nextMasterKey(needs, masters, old)
  const dataKeys = await rewrapAll(needs, tx, masters, next)
  await recordMasterKey(tx, next)
  await recordAct(needs, tx, actor, {
    action: 'master_key.rotate',
    chain: 'system',
    target: `master-key:${next.id}`,
    details: { previous: old.id, dataKeys },
  })
  return { next, rotation: { masterKeyId: next.id, previousMasterKeyId: old.id, dataKeys } }
}

async function nextMasterKey(needs: RotationNeeds, masters: MasterKeys, old: MasterKey): Promise<MasterKey> {
  // Begun and cut short, or put there by the operator.
  if (masters[0] !== old) return masters[0]
  if (needs.source.kind !== 'file')
    throw new MasterKeyError(
      'Put a new master key in front of the current one where it comes from, then rotate.',
    )
  const next = newMasterKey(needs.random)
  await replaceMasterKeyFile(needs.source.path, [next, ...masters])
  return next
}

async function rewrapAll(
  { random }: RotationNeeds,
  tx: Pick<Stores, 'ring'>,
  masters: MasterKeys,
  next: MasterKey,
): Promise<number> {
  const nextNonce = nonceSource(random)
  const rows = await tx.ring.list()
  for (const row of rows) {
    const key = unwrapKey([...masters, next], row)
    await tx.ring.replace(row.id, wrapKey(next, key, nextNonce()).wrapped)
  }
  return rows.length
}

/** In a turn of its own, so that it cannot remove the key that another rotation has just written. */
async function forgetPrevious({ store, source }: RotationNeeds): Promise<void> {
  if (source.kind !== 'file') return
  await store.transaction(async (tx) => {
    await takeTurn(tx)
    const masters = await readMasterKeys(source)
    const current = masters && matchingKey(masters, await recordedCheck(tx))
    if (current) await replaceMasterKeyFile(source.path, [current])
    await removeLeftovers(source.path)
  })
}
