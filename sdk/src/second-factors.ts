import type {
  AddedPasskey,
  CredentialJson,
  NewTotp,
  Passkey,
  PasskeyCreationOptions,
  SecondFactors,
} from './factor-types.ts'
import type { Transport } from './transport.ts'

/**
 * The own second factors, for somebody signed in to the panel. Every change needs a proof of presence not older than
 * five minutes (else KeywardError `step_up_needed`) and ends the user's other sessions.
 */
export interface OwnSecondFactors {
  get(): Promise<SecondFactors>
  /** Begins to set up an authenticator app. @param name up to 64 characters; may be empty */
  enrolTotp(name: string): Promise<NewTotp>
  /**
   * Makes the app count, by its first code.
   * @returns recovery codes, told once, when this is the first factor; else null
   * @throws KeywardError `wrong_code`, `not_found`, `throttled`
   */
  confirmTotp(id: string, code: string): Promise<readonly string[] | null>
  /** @throws KeywardError `not_found`; `factor_required` for the last factor of somebody who must have one */
  removeTotp(id: string): Promise<void>
  /** A new list of recovery codes, told once; the earlier one is worth nothing then. @throws KeywardError `not_found` */
  renewRecoveryCodes(): Promise<readonly string[]>
  /** What the browser makes a new passkey by. @throws KeywardError `conflict` for too many, `forbidden` */
  offerPasskey(): Promise<PasskeyCreationOptions>
  /**
   * Takes over the passkey that the browser has made.
   * @param credential what `toJSON()` of it gives
   * @throws KeywardError `wrong_passkey`; `conflict` for one that is known
   */
  addPasskey(name: string, credential: CredentialJson): Promise<AddedPasskey>
  /** @throws KeywardError `not_found` */
  renamePasskey(id: string, name: string): Promise<Passkey>
  /** @throws KeywardError `not_found`; `factor_required` for the last factor of somebody who must have one */
  removePasskey(id: string): Promise<void>
}

/** Those of others, for whoever may help them. */
export interface SecondFactorsOfUsers {
  /** @throws KeywardError `not_found`, `forbidden` */
  of(userId: string): Promise<SecondFactors>
  /**
   * Takes every second factor of a user away, for whoever has lost them; their sessions end, and they are told by mail.
   * Somebody who must have one sets it up at the next sign-in.
   * @throws KeywardError `step_up_needed`, `not_found`, `forbidden` also for a key
   */
  reset(userId: string): Promise<void>
  /**
   * Forgets a user's wrong codes, so that codes are taken again at once.
   * @throws KeywardError `step_up_needed`, `not_found`, `forbidden` also for oneself
   */
  unlock(userId: string): Promise<void>
}

interface Codes<List> {
  readonly recoveryCodes: List
}

export function createSecondFactors(send: Transport): OwnSecondFactors & SecondFactorsOfUsers {
  const own = '/users/me/second-factors'
  const totp = (id: string) => `${own}/totp/${encodeURIComponent(id)}`
  const passkey = (id: string) => `${own}/passkeys/${encodeURIComponent(id)}`
  return {
    get: () => send('GET', own),
    enrolTotp: (name) => send('POST', `${own}/totp`, { body: { name } }),
    confirmTotp: async (id, code) => {
      const path = `${totp(id)}/confirm`
      return (await send<Codes<readonly string[] | null>>('POST', path, { body: { code } })).recoveryCodes
    },
    removeTotp: (id) => send('DELETE', totp(id)),
    renewRecoveryCodes: async () =>
      (await send<Codes<readonly string[]>>('POST', `${own}/recovery-codes`)).recoveryCodes,
    offerPasskey: () => send('POST', `${own}/passkeys/options`),
    addPasskey: (name, credential) => send('POST', `${own}/passkeys`, { body: { name, credential } }),
    renamePasskey: (id, name) => send('PATCH', passkey(id), { body: { name } }),
    removePasskey: (id) => send('DELETE', passkey(id)),
    of: (userId) => send('GET', `/users/${encodeURIComponent(userId)}/second-factors`),
    reset: (userId) => send('POST', `/users/${encodeURIComponent(userId)}/second-factors/reset`),
    unlock: (userId) => send('POST', `/users/${encodeURIComponent(userId)}/second-factors/unlock`),
  }
}
