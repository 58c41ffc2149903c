import type { Transport } from './transport.ts'

/** `LOCKED`: named wrong too often, and taken no more. `INACTIVE`: there is none yet. */
export type SupportPinState = 'ACTIVE' | 'LOCKED' | 'INACTIVE'

/** Good until then, or until the password of whoever made it changes. */
export interface ImpersonationToken {
  /** Told this once. */
  readonly token: string
  readonly expiresAt: string
}

/** By what support knows people on the telephone, and looks at things as they see them. All of it is for the panel. */
export interface Support {
  pinState(): Promise<SupportPinState>
  /** The own PIN. @throws KeywardError `not_found` without one, `step_up_needed` */
  revealPin(): Promise<string>
  /** Another own PIN; the earlier one is wrong at once. @throws KeywardError `step_up_needed` */
  resetPin(): Promise<string>
  /** Whether this is the PIN of a user; staff only. Six wrong ones lock it. @throws KeywardError `forbidden`, `not_found` */
  checkPin(userId: string, pin: string): Promise<boolean>
  /**
   * A token to act in a user's name, which shows and replaces no secret; staff only.
   * @param seconds how long it is good; three hours at most
   * @throws KeywardError `forbidden` also for other staff, `not_found`, `step_up_needed`
   */
  actAs(userId: string, seconds?: number): Promise<ImpersonationToken>
}

export function createSupport(send: Transport): Support {
  const own = '/users/me/support-pin'
  return {
    pinState: async () => (await send<{ readonly state: SupportPinState }>('GET', own)).state,
    revealPin: async () => (await send<{ readonly pin: string }>('POST', `${own}/reveal`)).pin,
    resetPin: async () => (await send<{ readonly pin: string }>('POST', `${own}/reset`)).pin,
    checkPin: async (userId, pin) =>
      (await send<{ readonly right: boolean }>('POST', '/support-pins/check', { body: { userId, pin } }))
        .right,
    actAs: (userId, seconds) =>
      send('POST', '/impersonations', { body: { userId, ...(seconds !== undefined && { seconds }) } }),
  }
}
