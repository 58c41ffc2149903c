import type { Transport } from './transport.ts'
import type { Session } from './types.ts'

/** The panel session that the browser's cookie names. */
export interface Sessions {
  /** @throws KeywardError `unauthorized` when nobody is signed in */
  get(): Promise<Session>
  /** Signs out. */
  end(): Promise<void>
  /** Proves presence again. @throws KeywardError `wrong_password`, `throttled` */
  stepUp(password: string): Promise<Session>
  /** Gives the proof back before it lapses. */
  endStepUp(): Promise<void>
}

export function createSessions(send: Transport): Sessions {
  return {
    get: () => send('GET', '/session'),
    end: () => send('DELETE', '/session'),
    stepUp: (password) => send('POST', '/session/step-up', { body: { password } }),
    endStepUp: () => send('DELETE', '/session/step-up'),
  }
}
