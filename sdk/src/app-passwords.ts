import type { Transport } from './transport.ts'

export type MailProtocol = 'imap' | 'pop3' | 'smtp'

/** The password of one mail program, without the password. */
export interface AppPassword {
  /** 8 hex digits, of its mailbox alone: what the password begins with. */
  readonly id: string
  readonly name: string
  /** What it opens. */
  readonly protocols: readonly MailProtocol[]
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export interface NewAppPassword {
  /** The program, such as `phone`. */
  readonly name: string
  /** All of them when left out. */
  readonly protocols?: readonly MailProtocol[]
}

export interface MadeAppPassword extends AppPassword {
  /** Shown now and never again. */
  readonly password: string
}

/** What the mail server would answer. */
export interface SignInResult {
  readonly accepted: boolean
  /** Why nobody gets in; null when accepted. */
  readonly fault: 'blocked' | 'protocol_off' | 'password_due' | 'wrong_password' | null
}

/** Passwords of single mail programs of a mailbox, for administrators. */
export interface AppPasswords {
  /** By time. @throws KeywardError `not_found`, `forbidden` */
  list(mailbox: string): Promise<readonly AppPassword[]>
  /** @throws KeywardError `invalid` with `field` */
  create(mailbox: string, given: NewAppPassword): Promise<MadeAppPassword>
  /** Open connections to the mailbox end. @throws KeywardError `not_found` */
  delete(mailbox: string, id: string): Promise<void>
  /** Removes the authenticator app by which the owner signs in to the pages of the mailbox. @throws KeywardError `not_found` */
  removeFactor(mailbox: string): Promise<void>
  /** Whether a password, of the mailbox or of a program, lets in; it counts as an attempt. @throws KeywardError `throttled` */
  test(
    mailbox: string,
    tried: { readonly protocol: MailProtocol; readonly password: string },
  ): Promise<SignInResult>
}

export function createAppPasswords(send: Transport): AppPasswords {
  const path = (mailbox: string) => `/mailboxes/${encodeURIComponent(mailbox)}/app-passwords`
  return {
    list: async (mailbox) =>
      (await send<{ readonly items: readonly AppPassword[] }>('GET', path(mailbox))).items,
    create: (mailbox, body) => send('POST', path(mailbox), { body }),
    delete: (mailbox, id) => send('DELETE', `${path(mailbox)}/${encodeURIComponent(id)}`),
    removeFactor: (mailbox) => send('DELETE', `/mailboxes/${encodeURIComponent(mailbox)}/second-factor`),
    test: (mailbox, body) => send('POST', `/mailboxes/${encodeURIComponent(mailbox)}/sign-in-test`, { body }),
  }
}
