import type { OwnSettings } from '../../domain/accounts/own-settings.ts'
import type { AccessRuleFacts } from '../../domain/application-credentials/access-rule.ts'
import type { Delegation } from '../../domain/application-credentials/delegation.ts'
import type { KeyUsage, UserUsage } from '../../domain/callers/by-key.ts'
import type { CallCount } from '../../domain/callers/caller.ts'
import type { UsageHistory } from '../../domain/callers/history.ts'
import type { Impact } from '../../domain/callers/impact.ts'
import { IMPACT_WINDOW_DAYS } from '../../domain/callers/impact.ts'
import type { Reconnect } from '../../domain/callers/reconnect.ts'
import type { CallerSummary } from '../../domain/callers/summary.ts'
import type { AnswerTimesReport } from '../../domain/callers/tell-answer-times.ts'
import type { Usage } from '../../domain/callers/usage.ts'
import { type Endpoint, endpointUrl } from '../../domain/catalog/endpoint.ts'
import { isShownOnce, type KeyFacts, type KeyWithSecret } from '../../domain/keys/describe-key.ts'
import type { KnownKey } from '../../domain/login/known.ts'
import type { GoodCredential } from '../../domain/login/verify-credential.ts'
import type { SessionFacts } from '../../domain/sessions/describe-session.ts'
import type { LiveToken } from '../../domain/tokens/check-token.ts'
import type { User } from '../../domain/users/user.ts'
import { version } from '../../lib/version.ts'

/** Shapes the domain's answers for the wire: times as text, nothing that was not asked for. */

export interface Verification {
  readonly kind: 'key' | 'token'
  readonly userId: string
  readonly username: string
  readonly accountId: string
  readonly roles: readonly string[]
  /** What it is limited to; an account key, and what is got with it or a password, is limited to nothing. */
  readonly scopes: readonly string[]
  readonly keyId: string | null
  readonly expiresAt: string | null
  /** Of a token got with one. */
  readonly applicationCredential?: DelegationWire
  /** Of a token with which one of the staff acts in the user's name: who does. */
  readonly impersonator?: { readonly userId: string; readonly username: string }
}

interface DelegationWire {
  readonly id: string
  readonly name: string
  readonly restricted: boolean
  readonly accessRules: readonly AccessRuleFacts[] | null
}

function verificationOfKey(key: KnownKey): Verification {
  return {
    kind: 'key',
    userId: key.userId,
    username: key.userName,
    accountId: key.accountId,
    roles: key.roles,
    scopes: [],
    keyId: key.keyId,
    expiresAt: timeOrNull(key.endsAtMs),
  }
}

function verificationOfToken({ claims, user, delegation, impersonator }: LiveToken): Verification {
  return {
    kind: 'token',
    userId: user.id,
    username: user.name,
    accountId: user.accountId,
    roles: user.roles,
    scopes: [],
    keyId: claims.method === 'APIKEY' ? claims.credentialId : null,
    expiresAt: time(claims.expiresAtMs),
    ...(delegation && { applicationCredential: delegationToWire(delegation) }),
    ...(impersonator && { impersonator: { userId: impersonator.id, username: impersonator.name } }),
  }
}

/** Whoever is told of access rules lets nothing through but what one of them allows. */
function delegationToWire({ credential }: Delegation): DelegationWire {
  const { id, name, unrestricted, accessRules } = credential
  const rules = accessRules?.map(({ service, method, path }) => ({ service, method, path })) ?? null
  return { id, name, restricted: !unrestricted, accessRules: rules }
}

/** What `JSON.stringify` writes, in a third of the time: the hot route pays for it with every call. */
export function verificationText(answer: Verification): string {
  if (answer.applicationCredential || answer.impersonator) return JSON.stringify(answer)
  const { kind, userId, username, accountId, roles, keyId, expiresAt } = answer
  return (
    `{"kind":"${kind}","userId":"${userId}","username":${JSON.stringify(username)},"accountId":"${accountId}",` +
    `"roles":${rolesText(roles)},"scopes":[],"keyId":${textOrNull(keyId)},"expiresAt":${textOrNull(expiresAt)}}`
  )
}

/** Ids and times hold nothing that JSON would escape. */
function textOrNull(text: string | null): string {
  return text === null ? 'null' : `"${text}"`
}

/** Users with the same roles share one array. */
const ROLES_TEXT = new WeakMap<readonly string[], string>()

function rolesText(roles: readonly string[]): string {
  const known = ROLES_TEXT.get(roles)
  if (known !== undefined) return known
  const text = JSON.stringify(roles)
  ROLES_TEXT.set(roles, text)
  return text
}

/** Null for a credential that is not good, or not for who asked to know. */
export function inspectionToWire(good: GoodCredential | null) {
  if (good === null) return { valid: false } as const
  return { valid: true, ...verificationOf(good) } as const
}

export function verificationOf(good: GoodCredential): Verification {
  return good.kind === 'key' ? verificationOfKey(good.key) : verificationOfToken(good.live)
}

export function userToWire(user: User) {
  const { id, name, accountId, email, enabled, roles, secondFactor, adminType, defaultRegion } = user
  const createdAt = time(user.createdAtMs)
  const passwordChangedAt = timeOrNull(user.passwordChangedAtMs)
  const facts = { id, name, accountId, email, enabled, roles, secondFactor, adminType, defaultRegion }
  return { ...facts, createdAt, passwordChangedAt }
}

const SERVER_VERSION = version()

export function sessionToWire(facts: SessionFacts) {
  return {
    user: userToWire(facts.user),
    csrfToken: facts.csrfToken,
    expiresAt: time(facts.endsAtMs),
    confirmedUntil: timeOrNull(facts.confirmedUntilMs),
    managesUsers: facts.managesUsers,
    adminType: facts.user.adminType,
    confirmBy: facts.confirmBy,
    serverVersion: SERVER_VERSION,
  }
}

export function keyToWire(facts: KeyFacts) {
  const { key, lastUse, retired, showOnceRequired } = facts
  return {
    id: key.id,
    userId: key.userId,
    lastFour: key.lastFour,
    createdAt: time(key.createdAtMs),
    lastUse: lastUse && useToWire(lastUse),
    state: key.state,
    shownOnce: isShownOnce(facts),
    showOnceRequired,
    overlap:
      retired?.endsAtMs == null
        ? null
        : { keyId: retired.id, lastFour: retired.lastFour, endsAt: time(retired.endsAtMs) },
  }
}

export function revealedKeyToWire(facts: KeyWithSecret) {
  return { ...keyToWire(facts), apiKey: facts.secret, username: facts.userName }
}

export function impactToWire({ recordedSinceMs, callers, ...active }: Impact) {
  return {
    windowDays: IMPACT_WINDOW_DAYS,
    recordedSince: time(recordedSinceMs),
    callers: callers.map(({ network, firstAtMs, lastAtMs, ...facts }) => {
      return { ...facts, address: network, firstUse: time(firstAtMs), lastUse: time(lastAtMs) }
    }),
    ...active,
  }
}

export function reconnectToWire({ resetAtMs, callers }: Reconnect) {
  return {
    resetAt: timeOrNull(resetAtMs),
    callers: callers.map(({ network, lastAtMs, ...facts }) => {
      return { ...facts, address: network, lastUse: time(lastAtMs) }
    }),
  }
}

export function usageToWire(usage: Usage) {
  return {
    window: usage.window,
    from: time(usage.fromMs),
    to: time(usage.toMs),
    stepSeconds: usage.stepMs / 1_000,
    recordedSince: time(usage.recordedSinceMs),
    points: usage.points.map(({ atMs, outcome, calls }) => ({ at: time(atMs), outcome, calls })),
    unknownEverywhere: usage.unknownEverywhere,
    byDialect: [...usage.byDialect].map(([dialect, calls]) => ({ dialect, calls })),
    byCaller: usage.byCaller.map(callerToWire),
    byUser: usage.byUser.map(userUsageToWire),
    byKey: usage.byKey.map(keyUsageToWire),
  }
}

export function usageHistoryToWire({ keptSinceMs, months, byKey, mail }: UsageHistory) {
  return {
    keptSince: time(keptSinceMs),
    months: months.map(({ monthMs, ...counters }) => {
      return { month: time(monthMs).slice(0, 'YYYY-MM'.length), ...counters }
    }),
    byKey: byKey.map((key) => ({ ...keyUsageToWire(key), byDialect: key.byDialect })),
    mail: mail && { mailboxes: mail.mailboxes, storageMb: mail.usageMb },
  }
}

export function answerTimesToWire({ window, fromMs, toMs, stepMs, points, byDialect }: AnswerTimesReport) {
  return {
    window,
    from: time(fromMs),
    to: time(toMs),
    stepSeconds: stepMs / 1_000,
    points: points.map(({ atMs, ...rest }) => ({ at: time(atMs), ...rest })),
    byDialect,
  }
}

function keyUsageToWire(key: KeyUsage) {
  const { keyId, lastFour, current, applicationCredential, userKey, byOutcome } = key
  return { ...userUsageToWire(key), keyId, lastFour, current, applicationCredential, userKey, byOutcome }
}

function userUsageToWire({ userId, userName: username, calls, lastAtMs }: UserUsage) {
  return { userId, username, calls, lastUse: time(lastAtMs) }
}

export function settingsToWire({ account, contact, showOnceRequired, copies }: OwnSettings) {
  const { id: accountId, name, resetKeepsTokens, apiReveal, showOnce, stepUpMinutes } = account
  const keys = { resetKeepsTokens, apiReveal, showOnce, showOnceRequired, copies, stepUpMinutes }
  return { accountId, name, contact, ...keys }
}

export function endpointToWire({ id, name, type, region, publicUrl }: Endpoint, accountId: string) {
  return { id, name, type, region, publicUrl: endpointUrl(publicUrl, accountId) }
}

function callerToWire({ client, network, dialect, calls, firstAtMs, lastAtMs }: CallerSummary) {
  return { client, address: network, dialect, calls, firstUse: time(firstAtMs), lastUse: time(lastAtMs) }
}

export function useToWire({ lastAtMs, client, network, dialect }: CallCount) {
  return { at: time(lastAtMs), client, address: network, dialect }
}

export function time(ms: number): string {
  return new Date(ms).toISOString()
}

export function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms)
}
