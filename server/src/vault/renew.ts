import type { StoredDkimKey } from '../domain/dkim/dkim-key.ts'
import { placeOfDkimKey } from '../domain/dkim/place.ts'
import { DomainError } from '../domain/errors.ts'
import type { TotpDevice } from '../domain/factors/factor.ts'
import { placeOfDevice } from '../domain/factors/prove-code.ts'
import { placeOfResult } from '../domain/idempotency/result.ts'
import type { StoredResult } from '../domain/idempotency/stores.ts'
import { placeOfSecret } from '../domain/jobs/place.ts'
import type { SealedJobRow } from '../domain/jobs/stores.ts'
import type { StoredPair } from '../domain/key-pairs/key-pair.ts'
import { placeOfPair } from '../domain/key-pairs/own-pair.ts'
import type { StoredKey } from '../domain/keys/key.ts'
import { placeOfKey } from '../domain/keys/new-key.ts'
import { placeOfFactor } from '../domain/mailbox-owners/factor-due.ts'
import type { MailboxFactor } from '../domain/mailbox-owners/mailbox-factor.ts'
import type { Place } from '../domain/ports.ts'
import type { Store, Stores } from '../domain/store.ts'
import type { SupportPin } from '../domain/support/stored-pin.ts'
import { placeOfPin } from '../domain/support/support-pin.ts'
import type { KeyVault } from './key-vault.ts'

/** Rows in one transaction: some milliseconds, in which nobody else can write on SQLite. */
const PAGE_ROWS = 100

export interface Renewal {
  /** Keys and remembered answers that were digested or sealed anew. */
  renewed: number
  /** Sealed copies that do not open, and were left as they are. */
  unreadable: number
  /** Older data keys that unreadable copies name. */
  readonly stillNamed: Set<string>
}

export function nothingRenewed(): Renewal {
  return { renewed: 0, unreadable: 0, stillNamed: new Set() }
}

/** How many rows have been looked at so far. */
export type OnProgress = (rows: number) => Promise<void>

export interface RenewalNeeds {
  readonly store: Store
  readonly vault: KeyVault
  readonly onProgress?: OnProgress
}

/**
 * Brings everything that has a sealed copy under the current look-up key and data keys, whatever it is under now.
 * Page by page: cut short at any point, what is done is done and the rest is found and opened as before.
 */
export async function renewAll(needs: RenewalNeeds): Promise<Renewal> {
  const renewal = nothingRenewed()
  let rows = 0
  const onPage = async (size: number) => {
    rows += size
    if (size > 0) await needs.onProgress?.(rows)
  }
  const every = <Row>(page: Page<Row>, renew: RenewRow<Row>) =>
    renewPages(needs, renewal, onPage, page, renew)
  await every((tx, last: StoredKey | null) => tx.keys.page(last?.id ?? '', PAGE_ROWS), renewKey)
  await every((tx, last: StoredResult | null) => tx.results.page(last, PAGE_ROWS), renewResult)
  await every((tx, last: SupportPin | null) => tx.supportPins.page(last?.userId ?? '', PAGE_ROWS), renewPin)
  await every((tx, last: TotpDevice | null) => tx.totp.page(last?.id ?? '', PAGE_ROWS), renewDevice)
  await every((tx, last: StoredPair | null) => tx.keyPairs.page(last?.id ?? '', PAGE_ROWS), renewPair)
  await every((tx, last: SealedJobRow | null) => tx.jobs.sealedRows(last, PAGE_ROWS), renewJobRow)
  await every((tx, last: StoredDkimKey | null) => tx.dkimKeys.page(last?.id ?? '', PAGE_ROWS), renewDkimKey)
  await every(
    (tx, last: MailboxFactor | null) => tx.mailboxFactors.page(last?.mailboxId ?? '', PAGE_ROWS),
    renewFactor,
  )
  return renewal
}

/** Rows behind the last one of the page before. */
type Page<Row> = (tx: Stores, last: Row | null) => Promise<readonly Row[]>
type RenewRow<Row> = (vault: KeyVault, tx: Stores, row: Row, renewal: Renewal) => Promise<void>

async function renewPages<Row>(
  { store, vault }: RenewalNeeds,
  renewal: Renewal,
  onPage: OnProgress,
  page: Page<Row>,
  renew: RenewRow<Row>,
): Promise<void> {
  let last: Row | null = null
  do {
    const after: Row | null = last
    const rows: readonly Row[] = await store.transaction(async (tx) => {
      const found = await page(tx, after)
      for (const row of found) await renew(vault, tx, row, renewal)
      return found
    })
    last = rows.at(-1) ?? null
    await onPage(rows.length)
  } while (last)
}

async function renewKey(vault: KeyVault, tx: Stores, key: StoredKey, renewal: Renewal): Promise<void> {
  const { id, accountId, sealed } = key
  // What a lost master key has made worthless stays so.
  if (!sealed || key.state === 'lost') return
  const isSealedWell = vault.isCurrentSeal(accountId, sealed)
  if (isSealedWell && vault.isCurrentDigest(key.digest)) return
  const place = placeOfKey(key)
  const secret = openOrNote(vault, place, sealed, renewal)
  if (secret === null) return
  const digest = vault.digest('account-key', secret)
  await tx.keys.replaceSecret(id, { digest, sealed: isSealedWell ? sealed : vault.seal(place, secret) })
  renewal.renewed++
}

async function renewResult(
  vault: KeyVault,
  tx: Stores,
  result: StoredResult,
  renewal: Renewal,
): Promise<void> {
  const { accountId, userId, idempotencyKey, sealed } = result
  if (vault.isCurrentSeal(accountId, sealed)) return
  const place = placeOfResult({ id: userId, accountId }, idempotencyKey)
  const text = openOrNote(vault, place, sealed, renewal)
  if (text === null) return
  await tx.results.reseal(result, vault.seal(place, text))
  renewal.renewed++
}

async function renewPin(vault: KeyVault, tx: Stores, pin: SupportPin, renewal: Renewal): Promise<void> {
  if (vault.isCurrentSeal(pin.accountId, pin.sealed)) return
  const text = openOrNote(vault, placeOfPin(pin), pin.sealed, renewal)
  if (text === null) return
  await tx.supportPins.put({ ...pin, sealed: vault.seal(placeOfPin(pin), text) })
  renewal.renewed++
}

async function renewDevice(vault: KeyVault, tx: Stores, device: TotpDevice, renewal: Renewal): Promise<void> {
  if (vault.isCurrentSeal(device.accountId, device.sealed)) return
  const place = placeOfDevice(device)
  const secret = openOrNote(vault, place, device.sealed, renewal)
  if (secret === null) return
  await tx.totp.reseal(device.id, vault.seal(place, secret))
  renewal.renewed++
}

async function renewPair(vault: KeyVault, tx: Stores, pair: StoredPair, renewal: Renewal): Promise<void> {
  if (vault.isCurrentSeal(pair.accountId, pair.sealed)) return
  const secret = openOrNote(vault, placeOfPair(pair), pair.sealed, renewal)
  if (secret === null) return
  await tx.keyPairs.reseal(pair.id, vault.seal(placeOfPair(pair), secret))
  renewal.renewed++
}

async function renewJobRow(
  vault: KeyVault,
  tx: Stores,
  { jobId, accountId, number, sealed }: SealedJobRow,
  renewal: Renewal,
): Promise<void> {
  if (vault.isCurrentSeal(accountId, sealed)) return
  const place = placeOfSecret({ id: jobId, accountId }, number)
  const secret = openOrNote(vault, place, sealed, renewal)
  if (secret === null) return
  await tx.jobs.reseal(jobId, number, vault.seal(place, secret))
  renewal.renewed++
}

async function renewDkimKey(
  vault: KeyVault,
  tx: Stores,
  key: StoredDkimKey,
  renewal: Renewal,
): Promise<void> {
  if (vault.isCurrentSeal(key.accountId, key.sealed)) return
  const secret = openOrNote(vault, placeOfDkimKey(key), key.sealed, renewal)
  if (secret === null) return
  await tx.dkimKeys.reseal(key.id, vault.seal(placeOfDkimKey(key), secret))
  renewal.renewed++
}

async function renewFactor(
  vault: KeyVault,
  tx: Stores,
  factor: MailboxFactor,
  renewal: Renewal,
): Promise<void> {
  if (vault.isCurrentSeal(factor.accountId, factor.sealed)) return
  const secret = openOrNote(vault, placeOfFactor(factor), factor.sealed, renewal)
  if (secret === null) return
  await tx.mailboxFactors.reseal(factor.mailboxId, vault.seal(placeOfFactor(factor), secret))
  renewal.renewed++
}

function openOrNote(vault: KeyVault, place: Place, sealed: Uint8Array, renewal: Renewal): string | null {
  try {
    return vault.open(place, sealed)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    renewal.unreadable++
    renewal.stillNamed.add(vault.keyIdOf(sealed))
    return null
  }
}
