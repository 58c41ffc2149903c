import type { CredentialJson, PasskeyRequestOptions } from './factor-types.ts'
import type { Session } from './session-types.ts'
import type { Transport } from './transport.ts'

/** The panel session that the browser's cookie names. */
export interface Sessions {
  /** @throws KeywardError `unauthorized` when nobody is signed in */
  get(): Promise<Session>
  /** Signs out. */
  end(): Promise<void>
  /** Proves presence again. @throws KeywardError `wrong_password`, `throttled` */
  stepUp(password: string): Promise<Session>
  /** The same by a code of the authenticator app, or a recovery code. @throws KeywardError `wrong_code`, `throttled` */
  stepUpByCode(code: string): Promise<Session>
  /** What the browser asks a passkey by. @throws KeywardError `not_found` without a passkey, `forbidden` */
  askPasskey(): Promise<PasskeyRequestOptions>
  /**
   * The same by the answer of a passkey.
   * @param credential what `toJSON()` of it gives
   * @throws KeywardError `wrong_passkey`, `throttled`
   */
  stepUpByPasskey(credential: CredentialJson): Promise<Session>
  /** Gives the proof back before it lapses. */
  endStepUp(): Promise<void>
}

export function createSessions(send: Transport): Sessions {
  return {
    get: () => send('GET', '/session'),
    end: () => send('DELETE', '/session'),
    stepUp: (password) => send('POST', '/session/step-up', { body: { password } }),
    stepUpByCode: (code) => send('POST', '/session/step-up', { body: { code } }),
    askPasskey: () => send('POST', '/session/step-up/options'),
    stepUpByPasskey: (passkey) => send('POST', '/session/step-up', { body: { passkey } }),
    endStepUp: () => send('DELETE', '/session/step-up'),
  }
}
