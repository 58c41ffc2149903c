import type { AuditSigner } from '../domain/ports.ts'
import type { Stores } from '../domain/store.ts'
import type { TokenSealer } from '../domain/tokens/token.ts'
import { nonceSource } from './aead.ts'
import { AuditSignatures, publicKeyName } from './audit-signatures.ts'
import { generationOf } from './data-keys.ts'
import { firstStart, type VaultNeeds } from './first-start.ts'
import { KeyVault, readRing } from './key-vault.ts'
import { KnownMasters } from './known-masters.ts'
import { matchingKey, presentKeys, wrongKey } from './matching-key.ts'
import { OpenedTokens } from './opened-tokens.ts'
import { recordedCheck } from './ring-facts.ts'
import { SealedTokens } from './sealed-tokens.ts'
import { sharedKey } from './shared-keys.ts'
import type { DataKey } from './wrapping.ts'

export interface OpenedVault {
  readonly vault: KeyVault
  readonly tokens: TokenSealer
  readonly signer: AuditSigner
  /** The master key file that this first start has written: say so, and that it wants a copy. Else null. */
  readonly createdFile: string | null
  /** True after a rotation was interrupted: rotating again completes it. */
  readonly rotationPending: boolean
}

/**
 * Finds the master key and unwraps the data keys. On the very first start makes both.
 * @throws MasterKeyError (exit code 78) when the master key is missing or wrong; nothing was written then
 */
export async function openVault(needs: VaultNeeds): Promise<OpenedVault> {
  const { store, source, random, clock } = needs
  const createdFile = (await recordedCheck(store)) === null ? await firstStart(needs) : null
  const masters = await presentKeys(source)
  const master = matchingKey(masters, await recordedCheck(store))
  if (!master) throw wrongKey(source)
  const ring = await readRing(store)
  const nextNonce = nonceSource(random)
  const known = new KnownMasters(masters, () => presentKeys(source), clock)
  const { exclusive } = store
  return {
    vault: new KeyVault({ master, masters: known, ring, exclusive, nextNonce, random, clock }),
    tokens: new OpenedTokens(new SealedTokens(sharedKey(ring.rows, masters, 'token'), nextNonce)),
    signer: await openSigner(store, sharedKey(ring.rows, masters, 'audit')),
    createdFile,
    rotationPending: master !== masters[0],
  }
}

async function openSigner(stores: Pick<Stores, 'meta'>, key: DataKey): Promise<AuditSigner> {
  const earlier = new Map<string, string>()
  for (let generation = generationOf(key) - 1; generation > 0; generation--) {
    const text = await stores.meta.get(publicKeyName(`audit-${generation}`))
    if (text !== null) earlier.set(`audit-${generation}`, text)
  }
  return new AuditSignatures(key, earlier)
}
