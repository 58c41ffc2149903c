import type { Passkey, PasskeyChallenge, PendingLogin, RecoveryCode, TotpDevice } from './factor.ts'

export interface TotpStore {
  insert(device: TotpDevice): Promise<void>
  /** Oldest first. */
  ofUser(userId: string): Promise<readonly TotpDevice[]>
  verify(id: string, atMs: number): Promise<void>
  /** Remembers the step of an accepted code; false when that or a later one was accepted before, by whomever. */
  acceptStep(id: string, step: number): Promise<boolean>
  delete(id: string): Promise<void>
  /** Of one user, or of everybody. */
  deleteAll(userId?: string): Promise<void>
  /** In pages by id, for re-sealing. */
  page(afterId: string, limit: number): Promise<readonly TotpDevice[]>
  reseal(id: string, sealed: Uint8Array): Promise<void>
}

export interface RecoveryCodeStore {
  insert(codes: readonly RecoveryCode[]): Promise<void>
  ofUser(userId: string): Promise<readonly RecoveryCode[]>
  /** Uses a code of this user up; false when there is none, or it has expired. */
  take(userId: string, digest: string, nowMs: number): Promise<boolean>
  /** Those without an end, those with one, or all. Of one user, or of everybody. */
  deleteAll(which: 'printed' | 'bypass' | 'every', userId?: string): Promise<void>
}

/** Wrong codes, so that guessing ends whichever server is asked. */
export interface FactorFailureStore {
  insert(failure: FactorFailure): Promise<void>
  /** When, oldest first. */
  since(userId: string, ms: number): Promise<readonly number[]>
  deleteAll(userId: string): Promise<void>
  forgetBefore(ms: number): Promise<void>
}

export interface FactorFailure {
  readonly id: string
  readonly userId: string
  readonly accountId: string
  readonly atMs: number
}

export interface PasskeyStore {
  /** @throws DomainError `factor.exists` */
  insert(passkey: Passkey): Promise<void>
  byId(id: string): Promise<Passkey | null>
  /** Oldest first. */
  ofUser(userId: string): Promise<readonly Passkey[]>
  rename(id: string, name: string): Promise<void>
  /** Remembers a signature; false when the counter is no longer the one that was read. */
  use(passkey: Passkey, counter: number, atMs: number): Promise<boolean>
  delete(id: string): Promise<void>
  deleteAll(userId: string): Promise<void>
  /** Takes the place of an earlier one of the same holder. */
  putChallenge(challenge: PasskeyChallenge): Promise<void>
  /** Uses it up: of two who take it at once, one gets null. */
  takeChallenge(holder: string): Promise<PasskeyChallenge | null>
  /** Notes what is good once and was not made here; false when somebody has noted it before. */
  spendChallenge(challenge: PasskeyChallenge): Promise<boolean>
  forgetChallenges(nowMs: number): Promise<void>
}

export interface PendingLoginStore {
  insert(login: PendingLogin): Promise<void>
  byDigest(digest: string): Promise<PendingLogin | null>
  /** False when it is gone already. */
  delete(digest: string): Promise<boolean>
  deleteOfUser(userId: string): Promise<void>
  forgetExpired(nowMs: number): Promise<void>
}
