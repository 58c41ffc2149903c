import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { oneMailHost } from '../lib/mail-hosts.ts'
import type { Config } from './config.ts'
import type { SettingName } from './settings.ts'

const FILE = fileURLToPath(import.meta.url)

interface Row {
  /** Text, and what the program makes of it. */
  readonly good: readonly (readonly [text: string, value: unknown])[]
  readonly bad: readonly string[]
  /** What must be set besides for the value to count. */
  readonly beside?: Readonly<Record<string, string>>
  readonly read: (config: Config) => unknown
}

const long = (length: number) => 'a'.repeat(length)

/** Every setting there is. One without a row does not compile. */
export const ROWS: Readonly<Record<SettingName, Row>> = {
  host: {
    good: [
      ['127.0.0.1', '127.0.0.1'],
      ['127.255.255.254', '127.255.255.254'],
      ['::1', '::1'],
      ['LOCALHOST', 'LOCALHOST'],
      ['  localhost ', 'localhost'],
    ],
    bad: [
      '127.0.0.1:8080',
      'http://localhost',
      '-x',
      'x-',
      'a..b',
      'a_b',
      '[::1]',
      '::1::',
      `${long(254)}`,
      '0.0.0.0',
      '128.0.0.1',
      '::',
      'example.com',
    ],
    read: ({ host }) => host,
  },
  port: {
    good: [
      ['0', 0],
      ['1', 1],
      ['65535', 65_535],
      ['00080', 80],
    ],
    bad: ['65536', '99999', '100000', '-1', '+1', '1.5', '1e3', '0x50', '８０', 'http', '80,81'],
    read: ({ port }) => port,
  },
  dataDir: {
    good: [
      ['/srv/keyward', '/srv/keyward'],
      ['data', resolve('data')],
      ['/srv/../srv/k/', '/srv/k'],
      ['/srv/a b', '/srv/a b'],
    ],
    bad: [],
    read: ({ dataDir }) => dataDir,
  },
  databaseUrl: {
    good: [
      ['sqlite:/srv/k.db', { engine: 'sqlite', path: '/srv/k.db' }],
      ['sqlite:k.db', { engine: 'sqlite', path: resolve('k.db') }],
    ],
    bad: [
      'sqlite:',
      'sqlite://k.db',
      'sqlite::memory:',
      'SQLITE:k.db',
      'k.db',
      'mysql://h/d',
      'postgres:h/d',
      'postgres://[',
      'postgresqll://h/d',
    ],
    read: ({ database }) => database,
  },
  masterKeyFile: {
    good: [
      ['/run/secrets/k', { kind: 'file', path: '/run/secrets/k' }],
      ['k', { kind: 'file', path: resolve('k') }],
    ],
    bad: [],
    read: ({ masterKey }) => masterKey,
  },
  masterKeyCommand: {
    good: [
      ['/opt/kms', { kind: 'command', command: ['/opt/kms'] }],
      ['/opt/kms  print   key', { kind: 'command', command: ['/opt/kms', 'print', 'key'] }],
      ['["/opt/k m s", ""]', { kind: 'command', command: ['/opt/k m s', ''] }],
      ['["a", "it\'s \\"x\\""]', { kind: 'command', command: ['a', 'it\'s "x"'] }],
    ],
    bad: ['sh -c "x"', "sh 'x'", 'x `y`', '[]', '[""]', '["a"', '[1]', '["a", null]', '{"a":1}"', '[["a"]]'],
    read: ({ masterKey }) => masterKey,
  },
  masterKey: {
    good: [[' anything, for the vault to judge ', ' anything, for the vault to judge ']],
    bad: [],
    read: ({ masterKey }) => masterKey.kind === 'value' && masterKey.value.reveal(),
  },
  publicUrl: {
    good: [
      ['https://keys.example.com', 'https://keys.example.com'],
      ['https://KEYS.example.com:443/', 'https://keys.example.com'],
      ['http://localhost:8080', 'http://localhost:8080'],
      ['https://[::1]:8443', 'https://[::1]:8443'],
      ['HTTPS://keys.example.com', 'https://keys.example.com'],
    ],
    bad: [
      'keys.example.com',
      '//keys.example.com',
      'ftp://x',
      'https://',
      'https:// x',
      'https://x/p',
      'https://x//',
      'https://x?q',
      'https://x#f',
      'https://u@x',
      'https://u:p@x',
      'https://x:99999',
      'javascript://x',
    ],
    read: ({ publicUrl }) => publicUrl,
  },
  ownerUsername: {
    good: [
      ['ann', 'ann'],
      ['Ann.O+1@example.com', 'Ann.O+1@example.com'],
    ],
    bad: ['9ann', 'ann o', 'ann:o', '@ann', 'ann/../o', long(300)],
    beside: { KEYWARD_OWNER_PASSWORD: 'x' },
    read: ({ owner }) => owner?.username,
  },
  ownerPassword: {
    good: [
      ['a', 'a'],
      [' as it stands ', ' as it stands '],
    ],
    bad: [],
    beside: { KEYWARD_OWNER_USERNAME: 'ann' },
    read: ({ owner }) => owner?.password.reveal(),
  },
  trustedProxies: {
    good: [
      ['127.0.0.1', 1],
      ['10.0.0.0/8,fd00::/8', 2],
      [' 10.0.0.0/8 , ::1 ', 2],
      ['0.0.0.0/0', 1],
    ],
    bad: [
      'localhost',
      '10.0.0.0/33',
      '10.0.0.0/-1',
      '10.0.0/8',
      'fd00::/129',
      '10.0.0.1,',
      ',',
      '10.0.0.0/8;::1',
      '10.0.0.0/08x',
      '*',
    ],
    read: ({ trustedProxies }) => trustedProxies.length,
  },
  tlsCertFile: {
    good: [[FILE, FILE]],
    bad: ['/nowhere/cert.pem'],
    beside: { KEYWARD_TLS_KEY_FILE: FILE },
    read: ({ tls }) => tls?.certFile,
  },
  tlsKeyFile: {
    good: [[FILE, FILE]],
    bad: ['/nowhere/key.pem'],
    beside: { KEYWARD_TLS_CERT_FILE: FILE },
    read: ({ tls }) => tls?.keyFile,
  },
  insecureHttp: {
    good: ['1', 'true', 'YES', 'on', '0', 'false', 'no', 'OFF'].map((text) => [text, '127.0.0.1'] as const),
    bad: ['2', 'y', 'enabled', 'True!', '１', '-1'],
    read: ({ host }) => host,
  },
  showOnce: {
    good: [
      ['1', true],
      ['on', true],
      ['0', false],
      ['No', false],
    ],
    bad: ['2', 'sometimes', 'yes please'],
    read: ({ showOnce }) => showOnce,
  },
  smtpUrl: {
    good: [
      ['smtp://mail.example.com', 'starttls mail.example.com 587 - -'],
      ['smtp://mail.example.com:25/', 'starttls mail.example.com 25 - -'],
      ['smtps://mail.example.com', 'tls mail.example.com 465 - -'],
      ['SMTPS://u:p@mail.example.com:4650', 'tls mail.example.com 4650 u p'],
      [
        'smtp://me%40example.com:a%3Ab%2F%25@mail.example.com',
        'starttls mail.example.com 587 me@example.com a:b/%',
      ],
      ['smtp://localhost', 'none localhost 587 - -'],
      ['smtp://127.0.0.1:1025', 'none 127.0.0.1 1025 - -'],
      ['smtp://[::1]:25', 'none ::1 25 - -'],
      ['smtps://localhost', 'tls localhost 465 - -'],
      ['smtp://relay.lan:25?tls=off', 'none relay.lan 25 - -'],
      ['  smtp://relay.lan ', 'starttls relay.lan 587 - -'],
    ],
    bad: [
      'mail.example.com',
      'mail.example.com:587',
      'http://mail.example.com',
      'smtp:mail.example.com',
      'smtp://',
      'smtp://u:p@',
      'smtp://u@mail.example.com',
      'smtp://:p@mail.example.com',
      'smtp://u:%zz@mail.example.com',
      'smtp://mail_example',
      'smtp://mail.example.com:0',
      'smtp://mail.example.com:99999',
      'smtp://mail.example.com/inbox',
      'smtp://mail.example.com?tls=no',
      'smtp://mail.example.com?tls=off&x=1',
      'smtps://mail.example.com?tls=off',
      'smtp://mail.example.com#x',
    ],
    read: ({ mail }) =>
      mail &&
      `${mail.security} ${mail.host} ${mail.port} ${mail.login?.user ?? '-'} ${mail.login?.password.reveal() ?? '-'}`,
  },
  smtpFrom: {
    good: [['keys@example.com', 'keys@example.com']],
    bad: ['keys', 'Keys <keys@example.com>', 'a@b@c', `${long(250)}@example.com`],
    beside: { KEYWARD_SMTP_URL: 'smtp://localhost' },
    read: ({ mail }) => mail?.from,
  },
  mailPort: {
    good: [
      ['8025', 8025],
      ['0', 0],
    ],
    bad: ['65536', '127.0.0.1:8025', 'on', '-1'],
    read: ({ mailSystem }) => mailSystem?.port,
  },
  mailSockets: {
    good: [
      ['/run/keyward-mail', '/run/keyward-mail'],
      ['m', resolve('m')],
    ],
    bad: [],
    beside: { KEYWARD_MAIL_PORT: '8025' },
    read: ({ mailSystem }) => mailSystem?.sockets,
  },
  mailHost: {
    good: [
      ['Mail.Example.com', oneMailHost('mail.example.com')],
      [
        ' mx.example.com ,smtp = out.example.com, imap=in.example.com',
        { mx: 'mx.example.com', imap: 'in.example.com', pop3: 'mx.example.com', smtp: 'out.example.com' },
      ],
      ['mx.example.com,pop3=p.example.com', { ...oneMailHost('mx.example.com'), pop3: 'p.example.com' }],
    ],
    bad: [
      ...['localhost', '192.0.2.1', 'mail.example.com:993', 'https://mail.example.com', 'a_b.example.com'],
      ...[
        'imap=imap.example.com',
        'mx.example.com,',
        'mx.example.com, imap.example.com',
        'mx.example.com imap',
      ],
      ...['mx.example.com, imap=', 'mx.example.com, mx=a.example.com', 'mx.example.com, imap=a.example=b'],
      'mx.example.com, imap=a.example.com, imap=b.example.com',
    ],
    read: ({ mailHosts }) => mailHosts,
  },
  logLevel: {
    good: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((text) => [text, text] as const),
    bad: ['INFO', 'warning', 'verbose', '30', 'infos', 'toString'],
    read: ({ logLevel }) => logLevel,
  },
}
