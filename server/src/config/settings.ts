/** One thing an operator can set. The reference page, `--help` and the messages about mistakes come from here. */
export interface Setting {
  readonly env: string
  /** As the reference page words it. */
  readonly default: string
  /** What the value looks like, its unit included. */
  readonly value: string
  readonly why: string
  /** Taken out of the environment after reading, and never printed. */
  readonly secret: boolean
}

function setting(env: string, value: string, fallback: string, why: string): Setting {
  return { env, value, default: fallback, why, secret: false }
}

function secretSetting(env: string, value: string, fallback: string, why: string): Setting {
  return { env, value, default: fallback, why, secret: true }
}

export const SETTINGS = {
  host: setting('KEYWARD_HOST', 'address or host name', '127.0.0.1', 'Where the server listens.'),
  port: setting(
    'KEYWARD_PORT',
    'port number, 0 to 65535',
    '8080',
    'The one port for panel and every API. 0 takes any free port.',
  ),
  dataDir: setting(
    'KEYWARD_DATA_DIR',
    'folder',
    './data',
    'Holds the database and the master key unless they are told to be elsewhere.',
  ),
  databaseUrl: setting(
    'KEYWARD_DATABASE_URL',
    '`sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`',
    '`sqlite:` and `keyward.db` in the data folder',
    'SQLite suits one machine; PostgreSQL 15 or newer is for several.',
  ),
  masterKeyFile: setting(
    'KEYWARD_MASTER_KEY_FILE',
    'file, readable by its owner only',
    '`master.key` in the data folder',
    'The key that opens every sealed secret. Created at the first start. Keep a copy apart from the database and its backups.',
  ),
  masterKeyCommand: setting(
    'KEYWARD_MASTER_KEY_COMMAND',
    'program and arguments, or a JSON list of them',
    'none',
    'A program that prints the master key within 10 seconds, for a key kept elsewhere. Started without a shell. Used when no file is named.',
  ),
  masterKey: secretSetting(
    'KEYWARD_MASTER_KEY',
    '32 bytes as 64 hex digits or base64; with a comma before previous keys',
    'none',
    'The master key itself. A file is safer: other programs of the same user can read the environment. Used when neither file nor program is named.',
  ),
  publicUrl: setting(
    'KEYWARD_PUBLIC_URL',
    '`http://` or `https://` and a host, without a path',
    '`http://localhost:PORT`, with TLS `https://localhost:PORT`',
    'How people and programs reach the server: it stands in catalogs and links, and passkeys are bound to it.',
  ),
  ownerUsername: setting(
    'KEYWARD_OWNER_USERNAME',
    'user name',
    'none: a one-time set-up link is printed',
    'First start without a person: the owner to create. Ignored once an owner exists.',
  ),
  ownerPassword: secretSetting(
    'KEYWARD_OWNER_PASSWORD',
    'password of 15 characters or more',
    'none',
    'The password of that owner. Ignored once an owner exists.',
  ),
  trustedProxies: setting(
    'KEYWARD_TRUSTED_PROXIES',
    'addresses or networks, separated by commas',
    'none',
    'Proxies whose `X-Forwarded-For` is believed. From anybody else the header is ignored.',
  ),
  tlsCertFile: setting(
    'KEYWARD_TLS_CERT_FILE',
    'PEM file',
    'none',
    'Certificate chain for a TLS listener of its own.',
  ),
  tlsKeyFile: setting('KEYWARD_TLS_KEY_FILE', 'PEM file', 'none', 'Private key of that certificate.'),
  insecureHttp: setting(
    'KEYWARD_INSECURE_HTTP',
    '`1` or `0`',
    '0',
    'Allows plain HTTP on an address other machines can reach, for a proxy in front that speaks TLS.',
  ),
  showOnce: setting(
    'KEYWARD_SHOW_ONCE',
    '`1` or `0`',
    '0',
    'Every API key is shown once, when it is made, and cannot be shown again. At the start the copies that are there are forgotten for good; the keys go on working.',
  ),
  smtpUrl: secretSetting(
    'KEYWARD_SMTP_URL',
    '`smtp://USER:PASSWORD@HOST:587` (TLS by STARTTLS) or `smtps://…`; without user and password where none is asked',
    'none: links are shown to administrators to pass on',
    'The mail server for invitations, forgotten passwords and notices. To another machine TLS is required; `?tls=off` at the end does without.',
  ),
  smtpFrom: setting(
    'KEYWARD_SMTP_FROM',
    'e-mail address',
    '`keyward@` and the host of `KEYWARD_PUBLIC_URL`',
    'The sender of these mails. The mail server must accept it.',
  ),
  mailPort: setting(
    'KEYWARD_MAIL_PORT',
    'port number on 127.0.0.1',
    'none: no mail system is connected',
    'Where the Postfix and Dovecot of this machine ask for domains, mailboxes and aliases.',
  ),
  mailSockets: setting(
    'KEYWARD_MAIL_SOCKETS',
    'folder',
    '`mail` in the data folder',
    'Holds the Unix sockets between Keyward and Dovecot. Whoever may enter it can ask for password hashes of mailboxes.',
  ),
  mailHost: setting(
    'KEYWARD_MAIL_HOST',
    'host name such as `mail.example.com`; with others for programs `mx.example.com, imap=imap.example.com, smtp=smtp.example.com, pop3=…`',
    'the host of `KEYWARD_PUBLIC_URL`',
    'Where mail is received, as MX records are to name it, and what owners of mailboxes are told to enter in their mail programs.',
  ),
  logLevel: setting(
    'KEYWARD_LOG_LEVEL',
    '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
    'info',
    'How much is logged. No level logs a secret.',
  ),
} satisfies Record<string, Setting>

export type SettingName = keyof typeof SETTINGS
