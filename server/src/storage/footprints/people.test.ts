import { anAccount, aUser, onBothEngines } from '../../../../tests/support/stores.ts'
import { type Act, testFootprints, useWorld } from './testing.ts'
import { END_MS } from './world-testing.ts'

const RENEWAL = { half: '0123456789abcdef', updatedAtMs: 9 }

/** What goes with anna: her rows in every table, and no row of anybody else. */
const ALL_OF_ANNA = [
  '- users anna',
  '- user_roles anna account-admin',
  '- user_roles anna helper',
  '- user_roles anna auditor north',
  '- user_roles anna reader north',
  '- group_members anna north',
  '- api_keys anna-key',
  '- api_keys anna-old',
  '- key_pairs anna-pair',
  '- application_credentials anna-app',
  '- access_rules anna-rule',
  '- sessions anna-session',
  '- sessions anna-phone',
  '- links anna-invitation',
  '- links anna-reset',
  '- login_tokens anna-login',
  '- known_networks anna 192.0.2.1',
  '- pending_logins anna-pending',
  '- totp_devices anna-totp',
  '- recovery_codes anna-printed',
  '- recovery_codes anna-bypass',
  '- factor_failures anna-wrong',
  '- passkeys anna-passkey',
  '- calls anna 192.0.2.1 anna-key 0',
  '- call_months anna anna-key 0',
  '- results anna once',
  '- old_passwords anna old hash',
  '- administrators anna',
  '- support_pins anna',
  '- secret_answers anna',
  '- outbox anna-mail',
  '+ forgotten_keys anna-digest',
  '+ forgotten_keys anna-old-digest',
]

const ACCOUNTS: readonly Act[] = [
  ['accounts.nextId', (s) => s.accounts.nextId(), ['~ counters account value=100003']],
  ['accounts.insert', (s) => s.accounts.insert(anAccount({ id: '100007' })), ['+ accounts 100007']],
  ['accounts.hold', (s) => s.accounts.hold('100001'), []],
  [
    'accounts.update of every setting',
    (s) =>
      s.accounts.update('100001', {
        ...{ name: 'North', enabled: false, resetKeepsTokens: true, apiReveal: false, stepUpMinutes: 6 },
        ...{ showOnce: true, sessionIdleSeconds: 7, passwordLifeSeconds: 8, passwordHistory: 9 },
        ...{ secondFactorRequired: true, ownDomains: false },
      }),
    [
      '~ accounts 100001 api_reveal=0 enabled=0 name=North own_domains=0 password_history=9 password_life_seconds=8 ' +
        'reset_keeps_tokens=1 second_factor_required=1 session_idle_seconds=7 show_once=1 step_up_minutes=6',
    ],
    ['anna', 'ben'],
  ],
  ['accounts.update of nothing', (s) => s.accounts.update('100001', {}), []],
  ['accounts.update of nobody', (s) => s.accounts.update('100009', { enabled: false }), []],
]

const USERS: readonly Act[] = [
  [
    'users.insert',
    (s) => s.users.insert(aUser({ id: 'dora', roles: ['helper', 'helper'] })),
    ['+ users dora', '+ user_roles dora helper'],
    ['dora'],
  ],
  ['users.hold', (s) => s.users.hold('anna'), []],
  [
    'users.update of everything but roles',
    (s) =>
      s.users.update('anna', {
        ...{ name: 'ÅSA', email: null, enabled: false, passwordHash: 'h2', passwordId: 'p2', updatedAtMs: 3 },
        ...{ passwordChangedAtMs: 2, defaultRegion: 'ORD', secondFactor: true, adminType: 'super' },
        secondFactorRule: 'required',
      }),
    [
      '~ users anna admin_type=super default_region=ORD email=null enabled=0 name=ÅSA normalised_name=åsa ' +
        'password_changed_at_ms=2 password_hash=h2 password_id=p2 second_factor=1 ' +
        'second_factor_rule=required updated_at_ms=3',
    ],
    ['anna'],
  ],
  [
    'users.update of roles',
    (s) => s.users.update('anna', { roles: ['auditor', 'helper'] }),
    ['- user_roles anna account-admin', '+ user_roles anna auditor'],
    ['anna'],
  ],
  [
    'users.update that takes all roles',
    (s) => s.users.update('anna', { roles: [] }),
    ['- user_roles anna account-admin', '- user_roles anna helper'],
    ['anna'],
  ],
  ['users.update of roles of nobody', (s) => s.users.update('dora', { roles: ['helper'] }), [], ['dora']],
  ['users.delete', (s) => s.users.delete('anna', END_MS), ALL_OF_ANNA, ['anna']],
  ['users.delete of nobody', (s) => s.users.delete('dora', END_MS), [], ['dora']],
  [
    'users.shutOutBare',
    (s) => s.users.shutOutBare('100001', RENEWAL),
    [
      ...['anna', 'ben'].flatMap((id) => [`- sessions ${id}-session`, `- sessions ${id}-phone`]),
      ...['anna', 'ben'].map((id) => `~ users ${id} password_id=0123456789abcdef updated_at_ms=9`),
    ],
    ['anna', 'ben'],
  ],
  [
    'users.renewPasswordIds',
    (s) => s.users.renewPasswordIds(RENEWAL),
    ['anna', 'ben', 'cleo'].map((id) => `~ users ${id} password_id=0123456789abcdef updated_at_ms=9`),
    ['anna', 'ben', 'cleo'],
  ],
]

const SESSION = { provenAtMs: null, address: '::1', client: 'c', method: 'totp' } as const
const SEEN = { createdAtMs: 1, lastSeenAtMs: 1 }

const SESSIONS: readonly Act[] = [
  [
    'sessions.insert',
    (s) => s.sessions.insert({ digest: 'new', userId: 'ben', accountId: '100001', ...SESSION, ...SEEN }),
    ['+ sessions new'],
  ],
  [
    'sessions.update of all that changes',
    (s) =>
      s.sessions.update('anna-session', { lastSeenAtMs: 7, provenAtMs: 8, address: '::2', client: 'Safari' }),
    ['~ sessions anna-session address=::2 client=Safari last_seen_at_ms=7 proven_at_ms=8'],
  ],
  [
    'sessions.update of the digest',
    (s) => s.sessions.update('anna-session', { digest: 'anna-next' }),
    ['- sessions anna-session', '+ sessions anna-next'],
  ],
  ['sessions.delete', (s) => s.sessions.delete('anna-session'), ['- sessions anna-session']],
  [
    'sessions.deleteOfUser',
    (s) => s.sessions.deleteOfUser('anna'),
    ['- sessions anna-session', '- sessions anna-phone'],
  ],
  [
    'sessions.deleteOfUser but one',
    (s) => s.sessions.deleteOfUser('anna', 'anna-phone'),
    ['- sessions anna-session'],
  ],
  [
    'sessions.deleteOfUser but one of somebody else',
    (s) => s.sessions.deleteOfUser('anna', 'ben-phone'),
    ['- sessions anna-session', '- sessions anna-phone'],
  ],
  [
    'sessions.deleteOfAccount',
    (s) => s.sessions.deleteOfAccount('100002'),
    ['- sessions cleo-session', '- sessions cleo-phone'],
  ],
  ['sessions.deleteSeenBefore the last moment', (s) => s.sessions.deleteSeenBefore(END_MS), []],
  [
    'sessions.deleteSeenBefore a later moment',
    (s) => s.sessions.deleteSeenBefore(END_MS + 1),
    ['anna', 'ben', 'cleo'].flatMap((id) => [`- sessions ${id}-session`, `- sessions ${id}-phone`]),
  ],
]

const everybodys = (table: string, what: string) =>
  ['anna', 'ben', 'cleo'].map((id) => `- ${table} ${id}-${what}`)

const VISITS: readonly Act[] = [
  [
    'links.insert',
    (s) => s.links.insert({ digest: 'new', kind: 'setup', userId: null, expiresAtMs: 1 }),
    ['+ links new'],
  ],
  ['links.delete', (s) => s.links.delete('anna-reset'), ['- links anna-reset']],
  ['links.deleteOf', (s) => s.links.deleteOf('reset', 'anna'), ['- links anna-reset']],
  ['links.deleteOf nobody', (s) => s.links.deleteOf('setup', null), ['- links first']],
  ['links.forgetExpired a moment early', (s) => s.links.forgetExpired('reset', END_MS - 1), []],
  ['links.forgetExpired', (s) => s.links.forgetExpired('reset', END_MS), everybodys('links', 'reset')],
  [
    'loginTokens.insert',
    (s) => s.loginTokens.insert({ digest: 'new', userId: 'anna', mailboxId: null, expiresAtMs: 1 }),
    ['+ login_tokens new'],
  ],
  ['loginTokens.delete', (s) => s.loginTokens.delete('anna-login'), ['- login_tokens anna-login']],
  ['loginTokens.forgetExpired a moment early', (s) => s.loginTokens.forgetExpired(END_MS - 1), []],
  [
    'loginTokens.forgetExpired',
    (s) => s.loginTokens.forgetExpired(END_MS),
    everybodys('login_tokens', 'login'),
  ],
  ['loginTokens.deleteAll', (s) => s.loginTokens.deleteAll(), everybodys('login_tokens', 'login')],
  [
    'networks.recordSuccess',
    (s) => s.networks.recordSuccess('anna', '192.0.2.1', END_MS + 1),
    [`~ known_networks anna 192.0.2.1 last_success_ms=${END_MS + 1}`],
  ],
  ['networks.recordSuccess of before', (s) => s.networks.recordSuccess('anna', '192.0.2.1', END_MS - 1), []],
  [
    'networks.recordSuccess from elsewhere',
    (s) => s.networks.recordSuccess('anna', '192.0.2.2', 1),
    ['+ known_networks anna 192.0.2.2'],
  ],
  [
    'pendingLogins.insert',
    (s) => {
      const login = { digest: 'new', passwordId: 'p', expiresAtMs: 1 }
      return s.pendingLogins.insert({ ...login, userId: 'anna', accountId: '100001' })
    },
    ['+ pending_logins new'],
  ],
  ['pendingLogins.delete', (s) => s.pendingLogins.delete('anna-pending'), ['- pending_logins anna-pending']],
  [
    'pendingLogins.deleteOfUser',
    (s) => s.pendingLogins.deleteOfUser('ben'),
    ['- pending_logins ben-pending'],
  ],
  ['pendingLogins.forgetExpired a moment early', (s) => s.pendingLogins.forgetExpired(END_MS - 1), []],
  [
    'pendingLogins.forgetExpired',
    (s) => s.pendingLogins.forgetExpired(END_MS),
    everybodys('pending_logins', 'pending'),
  ],
  ['tokens.markDeleted', (s) => s.tokens.markDeleted('new', 'anna', 5), ['+ deleted_tokens new']],
  ['tokens.markDeleted again', (s) => s.tokens.markDeleted('anna-token', 'ben', 5), []],
  ['tokens.forgetExpired a moment early', (s) => s.tokens.forgetExpired(END_MS - 1), []],
  ['tokens.forgetExpired', (s) => s.tokens.forgetExpired(END_MS), everybodys('deleted_tokens', 'token')],
]

onBothEngines((engine) => {
  const world = useWorld(engine)
  testFootprints(world, ['accounts', 'users'], [...ACCOUNTS, ...USERS])
  testFootprints(world, ['sessions'], SESSIONS)
  testFootprints(world, ['links', 'loginTokens', 'networks', 'pendingLogins', 'tokens'], VISITS)
})
