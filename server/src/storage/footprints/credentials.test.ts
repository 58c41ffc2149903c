import assert from 'node:assert/strict'
import { aKey, onBothEngines } from '../../../../tests/support/stores.ts'
import { type Act, testFootprints, useWorld } from './testing.ts'
import { END_MS } from './world-testing.ts'

const ANNA = { id: 'anna', accountId: '100001' }
const OF_ANNA = { userId: 'anna', accountId: '100001' }
const EVERYBODY = ['anna', 'ben', 'cleo']
const everybodys = (table: string, what: string) => EVERYBODY.map((id) => `- ${table} ${id}-${what}`)

const KEYS: readonly Act[] = [
  ['keys.insert', (s) => s.keys.insert(aKey(ANNA, { id: 'new', endsAtMs: 5 })), ['+ api_keys new'], ['anna']],
  ['keys.end', (s) => s.keys.end('anna-key', 9), ['~ api_keys anna-key ends_at_ms=9 sealed=null'], ['anna']],
  ['keys.end of nothing', (s) => s.keys.end('none', 9), []],
  [
    'keys.forgetSealed of one account',
    (s) => s.keys.forgetSealed('100001'),
    ['~ api_keys anna-key sealed=null', '~ api_keys ben-key sealed=null'],
  ],
  [
    'keys.forgetSealed of everybody',
    (s) => s.keys.forgetSealed(),
    EVERYBODY.map((id) => `~ api_keys ${id}-key sealed=null`),
  ],
  [
    'keys.setStateOfAll',
    (s) => s.keys.setStateOfAll('unconfirmed', END_MS),
    EVERYBODY.flatMap((id) => ['key', 'old'].map((key) => `~ api_keys ${id}-${key} state=unconfirmed`)),
    EVERYBODY,
  ],
  ['keys.setStateOfAll in a state that nobody is in', (s) => s.keys.setStateOfAll('active', 1, 'lost'), []],
  ['keys.setState', (s) => s.keys.setState('anna-key', 'lost'), ['~ api_keys anna-key state=lost'], ['anna']],
  ['keys.forgetEndedBefore the moment they end', (s) => s.keys.forgetEndedBefore(END_MS), []],
  [
    'keys.forgetEndedBefore a later moment',
    (s) => s.keys.forgetEndedBefore(END_MS + 1),
    EVERYBODY.flatMap((id) => [`- api_keys ${id}-old`, `+ forgotten_keys ${id}-old-digest`]),
    EVERYBODY,
  ],
  [
    'keys.replaceSecret',
    (s) => s.keys.replaceSecret('anna-key', { digest: '2.x', sealed: Uint8Array.of(255) }),
    ['~ api_keys anna-key digest=2.x sealed=xff'],
    ['anna'],
  ],
  [
    'keys.replaceSecret of a copy that is gone',
    (s) => s.keys.replaceSecret('anna-old', { digest: '2.x', sealed: Uint8Array.of(255) }),
    [],
  ],
  [
    'keys.redigest',
    (s) => s.keys.redigest('anna-digest', '2.x'),
    ['~ api_keys anna-key digest=2.x'],
    ['anna'],
  ],
]

const FORGOTTEN: readonly Act[] = [
  [
    'forgottenKeys.redigest',
    (s) => s.forgottenKeys.redigest('gone-digest', '2.x'),
    ['- forgotten_keys gone-digest', '+ forgotten_keys 2.x'],
  ],
  [
    'forgottenKeys.redigest of a key that is there',
    (s) => s.forgottenKeys.redigest('anna-digest', '2.x'),
    [],
  ],
  ['forgottenKeys.dropEndedBefore its end', (s) => s.forgottenKeys.dropEndedBefore(END_MS), []],
  [
    'forgottenKeys.dropEndedBefore a later moment',
    (s) => s.forgottenKeys.dropEndedBefore(END_MS + 1),
    ['- forgotten_keys gone-digest'],
  ],
]

const CREDENTIAL = {
  ...{ id: 'new', name: 'second', description: 'x', digest: 'new-digest', roles: [], unrestricted: true },
  ...{ accessRules: [], createdAtMs: 1, expiresAtMs: null, state: 'active' as const },
} as const

const PROGRAMS: readonly Act[] = [
  [
    'applicationCredentials.insert',
    (s) => s.applicationCredentials.insert({ ...OF_ANNA, ...CREDENTIAL }),
    ['+ application_credentials new'],
    ['anna'],
  ],
  [
    'applicationCredentials.delete',
    (s) => s.applicationCredentials.delete('anna', 'anna-app'),
    ['- application_credentials anna-app'],
    ['anna'],
  ],
  [
    'applicationCredentials.delete of somebody else',
    (s) => s.applicationCredentials.delete('anna', 'ben-app'),
    [],
    ['anna'],
  ],
  [
    'applicationCredentials.deleteAll',
    (s) => s.applicationCredentials.deleteAll(),
    everybodys('application_credentials', 'app'),
    EVERYBODY,
  ],
  [
    'applicationCredentials.setStateOfAll',
    (s) => s.applicationCredentials.setStateOfAll('unconfirmed'),
    EVERYBODY.map((id) => `~ application_credentials ${id}-app state=unconfirmed`),
    EVERYBODY,
  ],
  [
    'applicationCredentials.setStateOfAll to the state they are in',
    (s) => s.applicationCredentials.setStateOfAll('active'),
    [],
  ],
  [
    'applicationCredentials.redigest',
    (s) => s.applicationCredentials.redigest('anna-app', 'anna-app-digest', '2.x'),
    ['~ application_credentials anna-app digest=2.x'],
    ['anna'],
  ],
  [
    'applicationCredentials.redigest by the digest of another',
    (s) => s.applicationCredentials.redigest('anna-app', 'ben-app-digest', '2.x'),
    [],
  ],
  [
    'accessRules.insert',
    (s) => s.accessRules.insert({ ...OF_ANNA, id: 'new', service: 'files', method: 'PUT', path: '/' }),
    ['+ access_rules new'],
  ],
  ['accessRules.delete', (s) => s.accessRules.delete('anna', 'anna-rule'), ['- access_rules anna-rule']],
  ['accessRules.delete of somebody else', (s) => s.accessRules.delete('anna', 'ben-rule'), []],
]

const APP = { name: 'new', sealed: Uint8Array.of(1), createdAtMs: 1, verifiedAtMs: null, lastStep: null }

const CODES: readonly Act[] = [
  ['totp.insert', (s) => s.totp.insert({ ...OF_ANNA, ...APP, id: 'new' }), ['+ totp_devices new']],
  ['totp.verify', (s) => s.totp.verify('anna-totp', 9), ['~ totp_devices anna-totp verified_at_ms=9']],
  ['totp.acceptStep', (s) => s.totp.acceptStep('anna-totp', 8), ['~ totp_devices anna-totp last_step=8']],
  [
    'totp.acceptStep once more',
    async (s) => assert.equal(await s.totp.acceptStep('anna-totp', 7), false),
    [],
  ],
  ['totp.acceptStep of an earlier one', (s) => s.totp.acceptStep('anna-totp', 6), []],
  ['totp.delete', (s) => s.totp.delete('anna-totp'), ['- totp_devices anna-totp']],
  ['totp.deleteAll of one', (s) => s.totp.deleteAll('anna'), ['- totp_devices anna-totp']],
  ['totp.deleteAll', (s) => s.totp.deleteAll(), everybodys('totp_devices', 'totp')],
  [
    'totp.reseal',
    (s) => s.totp.reseal('anna-totp', Uint8Array.of(0, 9)),
    ['~ totp_devices anna-totp sealed=x0009'],
  ],
  [
    'recoveryCodes.insert',
    (s) => s.recoveryCodes.insert([{ ...OF_ANNA, digest: 'new', createdAtMs: 1, expiresAtMs: null }]),
    ['+ recovery_codes new'],
  ],
  [
    'recoveryCodes.take of a printed one',
    (s) => s.recoveryCodes.take('anna', 'anna-printed', END_MS),
    ['- recovery_codes anna-printed'],
  ],
  [
    'recoveryCodes.take of one that has ended',
    (s) => s.recoveryCodes.take('anna', 'anna-bypass', END_MS),
    [],
  ],
  [
    'recoveryCodes.take a moment before',
    (s) => s.recoveryCodes.take('anna', 'anna-bypass', END_MS - 1),
    ['- recovery_codes anna-bypass'],
  ],
  ['recoveryCodes.take of somebody else', (s) => s.recoveryCodes.take('anna', 'ben-printed', 1), []],
  [
    'recoveryCodes.deleteAll printed of one',
    (s) => s.recoveryCodes.deleteAll('printed', 'anna'),
    ['- recovery_codes anna-printed'],
  ],
  [
    'recoveryCodes.deleteAll that end',
    (s) => s.recoveryCodes.deleteAll('bypass'),
    everybodys('recovery_codes', 'bypass'),
  ],
  [
    'recoveryCodes.deleteAll',
    (s) => s.recoveryCodes.deleteAll('every'),
    [...everybodys('recovery_codes', 'bypass'), ...everybodys('recovery_codes', 'printed')],
  ],
  [
    'factorFailures.insert',
    (s) => s.factorFailures.insert({ ...OF_ANNA, id: 'new', atMs: 1 }),
    ['+ factor_failures new'],
  ],
  ['factorFailures.deleteAll', (s) => s.factorFailures.deleteAll('anna'), ['- factor_failures anna-wrong']],
  ['factorFailures.forgetBefore that moment', (s) => s.factorFailures.forgetBefore(END_MS), []],
  [
    'factorFailures.forgetBefore a later moment',
    (s) => s.factorFailures.forgetBefore(END_MS + 1),
    everybodys('factor_failures', 'wrong'),
  ],
]

const PASSKEY = {
  ...{ id: 'anna-passkey', name: 'laptop', publicKey: Uint8Array.of(3), counter: 5, transports: ['usb'] },
  ...{ createdAtMs: 1, lastUsedAtMs: null },
}
const CHALLENGE = { challenge: 'new', expiresAtMs: 9 }

const PASSKEYS: readonly Act[] = [
  ['passkeys.insert', (s) => s.passkeys.insert({ ...OF_ANNA, ...PASSKEY, id: 'new' }), ['+ passkeys new']],
  [
    'passkeys.rename',
    (s) => s.passkeys.rename('anna-passkey', 'desk'),
    ['~ passkeys anna-passkey name=desk'],
  ],
  [
    'passkeys.use',
    (s) => s.passkeys.use({ ...OF_ANNA, ...PASSKEY }, 6, 9),
    ['~ passkeys anna-passkey counter=6 last_used_at_ms=9'],
  ],
  [
    'passkeys.use of what was read too early',
    (s) => s.passkeys.use({ ...OF_ANNA, ...PASSKEY, counter: 4 }, 6, 9),
    [],
  ],
  ['passkeys.delete', (s) => s.passkeys.delete('anna-passkey'), ['- passkeys anna-passkey']],
  ['passkeys.deleteAll', (s) => s.passkeys.deleteAll('anna'), ['- passkeys anna-passkey']],
  [
    'passkeys.putChallenge',
    (s) => s.passkeys.putChallenge({ holder: 'anna-holder', ...CHALLENGE }),
    ['~ passkey_challenges anna-holder challenge=new expires_at_ms=9'],
  ],
  [
    'passkeys.takeChallenge',
    (s) => s.passkeys.takeChallenge('anna-holder'),
    ['- passkey_challenges anna-holder'],
  ],
  [
    'passkeys.spendChallenge',
    (s) => s.passkeys.spendChallenge({ holder: 'new', ...CHALLENGE }),
    ['+ passkey_challenges new'],
  ],
  [
    'passkeys.spendChallenge once more',
    (s) => s.passkeys.spendChallenge({ holder: 'anna-holder', ...CHALLENGE }),
    [],
  ],
  ['passkeys.forgetChallenges a moment early', (s) => s.passkeys.forgetChallenges(END_MS - 1), []],
  [
    'passkeys.forgetChallenges',
    (s) => s.passkeys.forgetChallenges(END_MS),
    everybodys('passkey_challenges', 'holder'),
  ],
]

onBothEngines((engine) => {
  const world = useWorld(engine)
  testFootprints(world, ['keys', 'forgottenKeys'], [...KEYS, ...FORGOTTEN])
  testFootprints(world, ['applicationCredentials', 'accessRules'], PROGRAMS)
  testFootprints(world, ['totp', 'recoveryCodes', 'factorFailures'], CODES)
  testFootprints(world, ['passkeys'], PASSKEYS)
})
