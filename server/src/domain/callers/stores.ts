import type { CallCount, CallMonth, Dialect, NewCalls, UnknownCount } from './caller.ts'

export interface CallStore {
  /** Adds to what is there; one statement for many counts. */
  add(counts: readonly NewCalls[]): Promise<void>
  /** Counts of a user since a moment, optionally of some keys. */
  ofUser(userId: string, sinceMs: number, keyIds?: readonly string[]): Promise<readonly CallCount[]>
  /** Counts of all users of an account since a moment. */
  ofAccount(accountId: string, sinceMs: number): Promise<readonly CallCount[]>
  /** Counts of a user by the month, the oldest month first; months are added to with every `add`. */
  monthsOfUser(userId: string): Promise<readonly CallMonth[]>
  monthsOfAccount(accountId: string): Promise<readonly CallMonth[]>
  /** How many calls an account made in the hours that began since a moment. */
  sumSince(accountId: string, sinceMs: number): Promise<number>
  sumOfMonth(accountId: string, monthMs: number): Promise<number>
  /** Adds to what is there; of each account, hour and dialect one count. */
  addUnknown(counts: readonly UnknownCount[]): Promise<void>
  /** Of hours that began since a moment, the oldest first; those of an account, or all. */
  unknownSince(sinceMs: number, accountId?: string): Promise<readonly UnknownCount[]>
  /** Forgets hours, also of unknown calls. Months have a time of their own. */
  forgetBefore(ms: number): Promise<void>
  forgetMonthsBefore(ms: number): Promise<void>
}

/** Answers of one hour in one dialect that took about as long. */
export interface TimedAnswers {
  readonly hourMs: number
  readonly dialect: Dialect
  /** The longest that they took, microseconds; of the last class they may have taken longer. */
  readonly withinUs: number
  readonly answers: number
}

/** Hours that begin at the one moment or after it, and before the other. */
export interface AnswerTimeSpan {
  readonly fromMs: number
  readonly hoursBeforeMs: number
}

/** Of the whole installation. */
export interface AnswerTimeStore {
  /** Adds to what is there; of each hour, dialect and class one count. */
  add(counts: readonly TimedAnswers[]): Promise<void>
  /** By steps and classes, in this order. */
  byStep(
    span: AnswerTimeSpan,
    stepMs: number,
  ): Promise<readonly (Pick<TimedAnswers, 'withinUs' | 'answers'> & { readonly atMs: number })[]>
  /** By dialects and classes, in this order. */
  byDialect(span: AnswerTimeSpan): Promise<readonly Omit<TimedAnswers, 'hourMs'>[]>
  forgetBefore(ms: number): Promise<void>
}
