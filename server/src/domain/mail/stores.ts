import type { OutgoingMail } from './outgoing.ts'

/** Mails that have to be sent; gone when they are. */
export interface OutboxStore {
  insert(mail: OutgoingMail): Promise<void>
  /** Those to be tried now, the longest waiting first. */
  due(nowMs: number, limit: number): Promise<readonly OutgoingMail[]>
  /** Counts an attempt and puts the next off. False when somebody else has claimed it since it was read. */
  claim(mail: Pick<OutgoingMail, 'id' | 'attempts'>, nextAtMs: number): Promise<boolean>
  delay(id: string, nextAtMs: number, fault: string): Promise<void>
  /** Lets all that was put off be tried now. */
  makeDue(nowMs: number): Promise<void>
  delete(id: string): Promise<void>
  deleteOf(kind: OutgoingMail['kind'], userId: string): Promise<void>
  /** How many wait, since when the first, and why the last attempt failed. */
  state(): Promise<OutboxState>
  forgetEnded(nowMs: number): Promise<void>
}

export interface OutboxState {
  readonly waiting: number
  readonly oldestAtMs: number | null
  readonly fault: string | null
}
