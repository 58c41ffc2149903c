import { totpSecretBytes, totpStep, totpUri } from '../../lib/totp.ts'
import type { MailboxOwner } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { webmailSettingsOf } from '../domains/webmail-settings.ts'
import { DomainError } from '../errors.ts'
import { FAILURE_WINDOW_MS, MAX_FAILURES } from '../factors/attempts.ts'
import { canonicalCode } from '../factors/codes.ts'
import { ISSUER, newTotpSecret } from '../factors/enrol-totp.ts'
import { actOn } from '../mailboxes/add-mailbox.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import type { Stores } from '../store.ts'
import { proveOwnPassword } from './change-own-password.ts'
import { placeOfFactor } from './factor-due.ts'
import type { MailboxFactor } from './mailbox-factor.ts'
import { inOwnMailbox } from './own-mailbox.ts'

/** The app of a mailbox, as its page shows it. */
export interface OwnFactor {
  readonly allowed: 'optional' | 'off' | 'forced'
  readonly state: 'none' | 'begun' | 'on'
  /** What goes into the app, while it has not been shown to work. */
  readonly offer: { readonly secret: string; readonly uri: string } | null
}

export async function showOwnFactor(
  { store, vault }: Pick<Deps, 'store' | 'vault'>,
  { id, address, domainId }: Mailbox,
): Promise<OwnFactor> {
  const { multiFactor: allowed } = await webmailSettingsOf(store, domainId)
  const factor = await store.mailboxFactors.ofMailbox(id)
  if (!factor) return { allowed, state: 'none', offer: null }
  if (factor.verifiedAtMs !== null) return { allowed, state: 'on', offer: null }
  const secret = vault.open(placeOfFactor(factor), factor.sealed)
  return { allowed, state: 'begun', offer: { secret, uri: totpUri(ISSUER, address, secret) } }
}

/**
 * Makes the secret of an app. It counts once a code of it has been typed.
 * @throws DomainError `password.wrong`, `throttled`, `busy`, `session.not_found`; `factor.exists` where there is one;
 * `actor.forbidden` where the domain has none
 */
export async function beginOwnFactor(deps: Deps, owner: MailboxOwner, current: string): Promise<void> {
  await proveOwnPassword(deps, owner, current)
  const begin = async (tx: Stores, { mailbox }: { readonly mailbox: Mailbox }) => {
    const { id: mailboxId, accountId, domainId } = mailbox
    const { multiFactor } = await webmailSettingsOf(tx, domainId)
    if (multiFactor === 'off') throw new DomainError('actor.forbidden', { reason: NOT_HERE })
    const before = await tx.mailboxFactors.ofMailbox(mailboxId)
    if (before && before.verifiedAtMs !== null) throw new DomainError('factor.exists')
    const sealed = deps.vault.seal(placeOfFactor({ mailboxId, accountId }), newTotpSecret(deps.random))
    const empty = { verifiedAtMs: null, lastStep: null, failedAtMs: before?.failedAtMs ?? [] }
    await tx.mailboxFactors.put({ mailboxId, accountId, sealed, createdAtMs: deps.clock.now(), ...empty })
  }
  await inOwnMailbox(deps, owner, begin, 'factor')
}

/**
 * Takes a code of the app: the session is signed in by that, and an app that is new counts from then on.
 * @throws DomainError `factor.wrong`, `factor.not_found`, `throttled`, `session.not_found`
 */
export async function proveOwnFactor(deps: Deps, owner: MailboxOwner, given: string): Promise<void> {
  const isRight = await inOwnMailbox(
    deps,
    owner,
    async (tx, { mailbox }) => {
      const factor = await tx.mailboxFactors.ofMailbox(mailbox.id)
      if (!factor) throw new DomainError('factor.not_found')
      requireAttempt(factor, deps.clock.now())
      const step = stepOf(deps, factor, given)
      await (step === null
        ? noteFailure(deps, tx, owner, mailbox, factor)
        : accept(deps, tx, owner, mailbox, { ...factor, lastStep: step }))
      return step !== null
    },
    'factor',
  )
  if (!isRight) throw new DomainError('factor.wrong')
}

/** @throws DomainError `actor.forbidden` where it is a must; `password.wrong`, `throttled`, `busy`, `session.not_found` */
export async function removeOwnFactor(deps: Deps, owner: MailboxOwner, current: string): Promise<void> {
  await proveOwnPassword(deps, owner, current)
  await inOwnMailbox(deps, owner, async (tx, { mailbox }) => {
    const { multiFactor } = await webmailSettingsOf(tx, mailbox.domainId)
    if (multiFactor === 'forced') throw new DomainError('actor.forbidden', { reason: A_MUST })
    await tx.mailboxFactors.delete(mailbox.id)
    await recordAct(deps, tx, owner, actOn(mailbox, 'mailbox.factor.remove'))
  })
}

const NOT_HERE = 'Your administrator has not allowed this.'
const A_MUST = 'Your administrator asks for it.'

/** @throws DomainError `throttled` */
function requireAttempt({ failedAtMs }: MailboxFactor, nowMs: number): void {
  const decisive = failedAtMs.filter((atMs) => atMs > nowMs - FAILURE_WINDOW_MS).at(-MAX_FAILURES)
  if (decisive === undefined) return
  const retryAfterSeconds = Math.ceil((decisive + FAILURE_WINDOW_MS - nowMs) / 1_000)
  throw new DomainError('throttled', { retryAfterSeconds })
}

/** The time step of a code that is right now and was not used before; else null. */
function stepOf({ vault, clock }: Deps, factor: MailboxFactor, given: string): number | null {
  const code = canonicalCode(given)
  if (code === null) return null
  const secret = totpSecretBytes(vault.open(placeOfFactor(factor), factor.sealed))
  const step = totpStep(secret, code, clock.now())
  return step !== null && step > (factor.lastStep ?? 0) ? step : null
}

async function noteFailure(
  deps: Deps,
  tx: Stores,
  owner: MailboxOwner,
  mailbox: Mailbox,
  factor: MailboxFactor,
): Promise<void> {
  const failedAtMs = [...factor.failedAtMs, deps.clock.now()].slice(-MAX_FAILURES)
  await tx.mailboxFactors.put({ ...factor, failedAtMs })
  // Somebody knows the password.
  const { dialect, address } = owner.origin
  const [actor, source] = [`mailbox:${owner.address}`, `${dialect} ${address}`]
  const act = actOn(mailbox, 'mailbox.factor.fail')
  await tx.audit.append({ ...act, atMs: deps.clock.now(), actor, source, outcome: 'refused' })
}

async function accept(
  deps: Deps,
  tx: Stores,
  owner: MailboxOwner,
  mailbox: Mailbox,
  factor: MailboxFactor,
): Promise<void> {
  const isNew = factor.verifiedAtMs === null
  const verifiedAtMs = factor.verifiedAtMs ?? deps.clock.now()
  await tx.mailboxFactors.put({ ...factor, verifiedAtMs, failedAtMs: [] })
  await tx.mailboxSessions.proveFactor(owner.digest)
  if (isNew) await recordAct(deps, tx, owner, actOn(mailbox, 'mailbox.factor.add'))
}
