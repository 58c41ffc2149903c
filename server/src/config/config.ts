import type { Network } from '../lib/cidr.ts'
import type { MailHosts } from '../lib/mail-hosts.ts'
import type { Secret } from '../lib/secret.ts'
import type { DatabaseTarget, LogLevel } from './parsers.ts'
import type { SmtpTarget } from './smtp-url.ts'

/** The settings as the rest of the program sees them. */
export interface Config {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly dataDir: string
  readonly database: DatabaseTarget
  readonly masterKey: MasterKeySetting
  /** Scheme, host and port without a slash at the end; null: see `publicUrlFor`. */
  readonly publicUrl: string | null
  /** For the first start without a person. */
  readonly owner: { readonly username: string; readonly password: Secret } | null
  readonly trustedProxies: readonly Network[]
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null
  /** No key can be shown again, whatever its account says. */
  readonly showOnce: boolean
  /** Where mail is handed over; null: none is sent. */
  readonly mail: MailSetting | null
  /** Where the mail servers of this machine ask; null: there are none. */
  readonly mailSystem: MailSystemSetting | null
  /** Of the mail servers; null: the host of the public address. */
  readonly mailHosts: MailHosts | null
  readonly logLevel: LogLevel
  /** What is allowed but deserves a sentence in the log. */
  readonly warnings: readonly string[]
}

export interface MailSystemSetting {
  /** Of 127.0.0.1. */
  readonly port: number
  /** Folder of the Unix sockets between Keyward and Dovecot. */
  readonly sockets: string
}

export interface MailSetting extends SmtpTarget {
  /** The sender's address. */
  readonly from: string
}

export type MasterKeySetting =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command'; readonly command: readonly [string, ...string[]] }
  | { readonly kind: 'value'; readonly value: Secret }
