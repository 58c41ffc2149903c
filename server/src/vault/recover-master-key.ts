import { rename } from 'node:fs/promises'
import type { SystemActor } from '../domain/actor.ts'
import { recordAct } from '../domain/audit/record.ts'
import { hasFactor } from '../domain/factors/factors-changed.ts'
import type { Clock, Random } from '../domain/ports.ts'
import type { Store, Stores } from '../domain/store.ts'
import { nonceSource } from './aead.ts'
import { generationOf } from './data-keys.ts'
import { MasterKeyError } from './errors.ts'
import { MalformedRingError, type MasterKey } from './master-key.ts'
import { replaceMasterKeyFile } from './master-key-file.ts'
import { type MasterKeySource, newMasterKey, readMasterKeys } from './master-key-source.ts'
import { matchingKey, presentKeys } from './matching-key.ts'
import { recordedCheck, recordMasterKey, takeTurn } from './ring-facts.ts'
import { type KeyMaking, makeKey, makeSharedKeys } from './shared-keys.ts'

export interface RecoveryNeeds {
  readonly store: Store
  readonly source: MasterKeySource
  readonly random: Random
  readonly clock: Clock
}

export interface Recovery {
  readonly masterKeyId: string
  /** API keys that are lost and must be reset. */
  readonly lostKeys: number
  /** What was in the place of the master key file and was damaged is here now; else null. */
  readonly movedAside: string | null
}

/**
 * For when the master key is gone for good: begins anew with another one. Every API key is lost and must be reset,
 * tokens, sessions and links end; application credentials, key pairs, support PINs, authenticator apps and recovery codes are gone.
 * Users, roles, passwords, passkeys and the audit log stay.
 * @throws MasterKeyError when the master key is not lost at all; nothing is changed then
 */
export async function recoverMasterKey(needs: RecoveryNeeds, actor: SystemActor): Promise<Recovery> {
  return needs.store.transaction(async (tx) => {
    await takeTurn(tx)
    await refuseUnlessLost(needs, tx)
    const { master, movedAside } = await freshMasterKey(needs)
    const making = { ...needs, master, nextNonce: nonceSource(needs.random) }
    await replaceDataKeys(tx, making)
    const lostKeys = await giveUpSealed(tx, needs.clock.now())
    await recordMasterKey(tx, master)
    await recordAct(needs, tx, actor, {
      action: 'master_key.recover',
      chain: 'system',
      target: `master-key:${master.id}`,
      details: { lostKeys },
    })
    return { masterKeyId: master.id, lostKeys, movedAside }
  })
}

async function refuseUnlessLost({ source }: RecoveryNeeds, tx: Stores): Promise<void> {
  const check = await recordedCheck(tx)
  if (check === null)
    throw new MasterKeyError('This database has no master key yet: the first start makes one.')
  const { keys } = await readWhatIsThere(source)
  if (matchingKey(keys, check))
    throw new MasterKeyError('The master key of this database is in its place: there is nothing to recover.')
}

/** A file with damaged lines is no ring, but the right key may still be in one of the others. */
async function readWhatIsThere(source: MasterKeySource): Promise<WhatIsThere> {
  try {
    return { keys: (await readMasterKeys(source)) ?? [], damaged: false }
  } catch (error) {
    // A file that others can read, or that cannot be opened, may hold the right key: that is the operator's to mend.
    if (error instanceof MalformedRingError) return { keys: error.readable, damaged: true }
    throw error
  }
}

interface WhatIsThere {
  readonly keys: readonly MasterKey[]
  readonly damaged: boolean
}

/** A new key in the file, in front of what was there: a key of another database is somebody's only copy, perhaps. */
async function freshMasterKey({ source, random, clock }: RecoveryNeeds) {
  if (source.kind !== 'file') return { master: (await presentKeys(source))[0], movedAside: null }
  const { keys, damaged } = await readWhatIsThere(source)
  const movedAside = damaged ? await moveAside(source.path, clock.now()) : null
  const master = newMasterKey(random)
  await replaceMasterKeyFile(source.path, [master, ...keys])
  return { master, movedAside }
}

async function moveAside(path: string, nowMs: number): Promise<string> {
  const target = `${path}.${nowMs}.damaged`
  await rename(path, target)
  return target
}

async function replaceDataKeys(
  tx: Stores,
  making: KeyMaking & { readonly master: MasterKey },
): Promise<void> {
  const rows = await tx.ring.list()
  const generation = rows.reduce((highest, row) => Math.max(highest, generationOf(row)), 0) + 1
  for (const row of rows) await tx.ring.delete(row.id)
  await makeSharedKeys(tx, making, generation)
  for (const account of await tx.accounts.list())
    await makeKey(tx, making, { purpose: 'account', accountId: account.id, generation })
}

/** Apps and recovery codes cannot be checked any more; passkeys can. Whoever has nothing else has no second factor. */
async function giveUpCodes(tx: Stores): Promise<void> {
  const held = (await tx.users.list({})).filter(({ secondFactor }) => secondFactor)
  await tx.totp.deleteAll()
  await tx.recoveryCodes.deleteAll('every')
  for (const { id } of held) {
    if (!(await hasFactor(tx, id))) await tx.users.update(id, { secondFactor: false })
  }
}

/** Everything that only the old keys could read or recognise. */
async function giveUpSealed(tx: Stores, nowMs: number): Promise<number> {
  await tx.sessions.deleteSeenBefore(Number.MAX_SAFE_INTEGER)
  await tx.mailboxSessions.deleteSeenBefore(Number.MAX_SAFE_INTEGER)
  await tx.results.forgetBefore(Number.MAX_SAFE_INTEGER)
  await tx.links.deleteOf('setup', null)
  await tx.applicationCredentials.deleteAll()
  await tx.keyPairs.deleteAll()
  await tx.loginTokens.deleteAll()
  await tx.dkimKeys.deleteAll()
  await tx.mailboxFactors.deleteAll()
  await tx.supportPins.deleteAll()
  await tx.pendingLogins.forgetExpired(Number.MAX_SAFE_INTEGER)
  await giveUpCodes(tx)
  return tx.keys.setStateOfAll('lost', nowMs)
}
