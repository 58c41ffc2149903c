import type { SupportPin } from './stored-pin.ts'

export interface SupportPinStore {
  ofUser(userId: string): Promise<SupportPin | null>
  /** Replaces the one that is there. */
  put(pin: SupportPin): Promise<void>
  /** All of them in pages by user, for re-sealing. */
  page(afterUserId: string, limit: number): Promise<readonly SupportPin[]>
  deleteAll(): Promise<void>
}

export interface SecretAnswerStore {
  /** Replaces the one that is there. @param answerHash a PHC string */
  put(userId: string, questionId: string, answerHash: string): Promise<void>
}
