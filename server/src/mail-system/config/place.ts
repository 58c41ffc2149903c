import type { Secret } from '../../lib/secret.ts'

/** Of 127.0.0.1, where rspamd takes messages from Postfix: Debian's. */
export const MILTER_PORT = 11_332

/** What Postfix calls itself to rspamd where programs of the machine send mail. */
export const LOCAL_DAEMON = 'LOCAL'

/** What the configuration of the mail servers depends on, whomever they ask. */
export interface MachinePlace {
  /** The name that clients and other mail servers know this machine by, such as `mail.example.com`. */
  readonly host: string
  readonly certFile: string
  readonly keyFile: string
  /** Where mail is stored, and the user that it belongs to. */
  readonly mailDir: string
  readonly mailUser: string
}

/** The same where they ask Keyward. */
export interface MailPlace extends MachinePlace {
  /** Of 127.0.0.1, where Keyward answers. */
  readonly port: number
  /** Folder of the sockets between Keyward and Dovecot, and whose it is. */
  readonly sockets: string
  readonly user: string
  readonly group: string
  readonly secret: Secret
  /** What rspamd shows; null where none is on the machine. */
  readonly filterSecret: Secret | null
}

/** A file of the configuration; its name begins with the folder below `/etc`. */
export interface ConfigFile {
  readonly name: string
  readonly text: string
  /** Others may read it. */
  readonly open: boolean
}
