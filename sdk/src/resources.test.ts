import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, json } from '../../tests/support/answering.ts'
import { type SdkCall, testCalls } from '../../tests/support/sdk-calls.ts'
import { createClient } from './index.ts'

const PASSKEY = { id: 'p', type: 'public-key', response: {} }

const CALLS: readonly SdkCall[] = [
  {
    does: ({ administrators }) => administrators.list(),
    asks: 'GET /administrators',
    answer: { items: ['a'] },
    gives: ['a'],
  },
  { does: ({ administrators }) => administrators.get('a/b'), asks: 'GET /administrators/a%2Fb' },
  {
    does: ({ administrators }) => administrators.add({ username: 'a', type: 'super' }),
    asks: 'POST /administrators',
    body: { username: 'a', type: 'super' },
  },
  {
    does: ({ administrators }) => administrators.change('a', { enabled: false }),
    asks: 'PATCH /administrators/a',
    body: { enabled: false },
  },
  { does: ({ administrators }) => administrators.invite('a'), asks: 'POST /administrators/a/invitation' },
  { does: ({ administrators }) => administrators.delete('a'), asks: 'DELETE /administrators/a' },
  {
    does: ({ keyPairs }) => keyPairs.list(),
    asks: 'GET /users/me/key-pairs',
    answer: { items: [] },
    gives: [],
  },
  {
    does: ({ keyPairs }) => keyPairs.generate({ overlapSeconds: 60 }),
    asks: 'POST /users/me/key-pairs/default',
    body: { overlapSeconds: 60 },
  },
  { does: ({ keyPairs }) => keyPairs.reveal('a'), asks: 'POST /users/me/key-pairs/a/reveal' },
  {
    does: ({ keyPairs }) => keyPairs.change({ clockCheck: 'static' }),
    asks: 'PATCH /users/me/key-pairs/default',
    body: { clockCheck: 'static' },
  },
  { does: ({ keyPairs }) => keyPairs.endOverlap(), asks: 'POST /users/me/key-pairs/default/end-overlap' },
  { does: ({ keyPairs }) => keyPairs.delete('a'), asks: 'DELETE /users/me/key-pairs/a' },
  { does: ({ keyPairs }) => keyPairs.impact(), asks: 'GET /users/me/key-pairs/default/impact' },
  { does: ({ keyPairs }) => keyPairs.reconnect(), asks: 'GET /users/me/key-pairs/default/reconnect' },
  { does: ({ account }) => account.requirement(), asks: 'GET /account/second-factor' },
  {
    does: ({ account }) => account.requireSecondFactor(false),
    asks: 'PATCH /account/second-factor',
    body: { required: false },
  },
  {
    does: ({ account }) => account.change({ stepUpMinutes: 0 }),
    asks: 'PATCH /account/settings',
    body: { stepUpMinutes: 0 },
  },
  { does: ({ apis }) => apis.list(), asks: 'GET /apis' },
  { does: ({ apis }) => apis.describe('a/b'), asks: 'GET /apis/a%2Fb/openapi.json' },
  { does: ({ audit }) => audit.status(), asks: 'GET /audit/status' },
  { does: ({ audit }) => audit.status('system'), asks: 'GET /audit/status?chain=system' },
  {
    does: ({ audit }) => audit.page({ text: '' }, { cursor: '1-2' }),
    asks: 'GET /audit?text=&cursor=1-2',
  },
  { does: ({ session }) => session.end(), asks: 'DELETE /session' },
  { does: ({ session }) => session.stepUp('p'), asks: 'POST /session/step-up', body: { password: 'p' } },
  { does: ({ session }) => session.stepUpByCode('1'), asks: 'POST /session/step-up', body: { code: '1' } },
  { does: ({ session }) => session.askPasskey(), asks: 'POST /session/step-up/options' },
  {
    does: ({ session }) => session.stepUpByPasskey(PASSKEY),
    asks: 'POST /session/step-up',
    body: { passkey: PASSKEY },
  },
  { does: ({ domains }) => domains.list({ text: 'a', offset: 50 }), asks: 'GET /domains?text=a&offset=50' },
  { does: ({ domains }) => domains.get('a.example'), asks: 'GET /domains/a.example' },
  {
    does: ({ domains }) => domains.create({ name: 'a.example' }, { dryRun: true }),
    asks: 'POST /domains?dryRun=true',
    body: { name: 'a.example' },
  },
  {
    does: ({ domains }) => domains.change('a.example', { maxMailboxes: null }),
    asks: 'PATCH /domains/a.example',
    body: { maxMailboxes: null },
  },
  {
    does: ({ domains }) => domains.dns('a.example', { check: true }),
    asks: 'GET /domains/a.example/dns?check=true',
    answer: { items: [] },
    gives: [],
  },
  { does: ({ domains }) => domains.makeDkimKey('a.example'), asks: 'POST /domains/a.example/dkim' },
  {
    does: ({ domains }) => domains.verifyDkimKey('a.example'),
    asks: 'POST /domains/a.example/dkim/verification',
  },
  { does: ({ domains }) => domains.revokeDkimKeys('a.example'), asks: 'DELETE /domains/a.example/dkim' },
  { does: ({ domains }) => domains.mailSystem(), asks: 'GET /mail-system' },
  { does: ({ domains }) => domains.delete('a.example'), asks: 'DELETE /domains/a.example' },
  {
    does: ({ mailboxes }) => mailboxes.list({ state: 'blocked', nearlyFull: true, sort: '-usage' }),
    asks: 'GET /mailboxes?state=blocked&nearlyFull=true&sort=-usage',
  },
  {
    does: ({ appPasswords }) => appPasswords.list('a@b.example'),
    asks: 'GET /mailboxes/a%40b.example/app-passwords',
    answer: { items: [] },
    gives: [],
  },
  {
    does: ({ appPasswords }) => appPasswords.create('a@b.example', { name: 'phone', protocols: ['imap'] }),
    asks: 'POST /mailboxes/a%40b.example/app-passwords',
    body: { name: 'phone', protocols: ['imap'] },
  },
  {
    does: ({ appPasswords }) => appPasswords.delete('a@b.example', '0a1b2c3d'),
    asks: 'DELETE /mailboxes/a%40b.example/app-passwords/0a1b2c3d',
  },
  {
    does: ({ appPasswords }) => appPasswords.removeFactor('a@b.example'),
    asks: 'DELETE /mailboxes/a%40b.example/second-factor',
  },
  {
    does: ({ appPasswords }) => appPasswords.test('a@b.example', { protocol: 'imap', password: 'p' }),
    asks: 'POST /mailboxes/a%40b.example/sign-in-test',
    body: { protocol: 'imap', password: 'p' },
  },
  { does: ({ mailboxes }) => mailboxes.get('a@b.example'), asks: 'GET /mailboxes/a%40b.example' },
  {
    does: ({ mailboxes }) => mailboxes.create({ address: 'a@b.example', password: 'p' }),
    asks: 'POST /mailboxes',
    body: { address: 'a@b.example', password: 'p' },
  },
  {
    does: ({ mailboxes }) => mailboxes.change('a@b.example', { enabled: false }, { dryRun: true }),
    asks: 'PATCH /mailboxes/a%40b.example?dryRun=true',
    body: { enabled: false },
  },
  { does: ({ mailboxes }) => mailboxes.delete('a@b.example'), asks: 'DELETE /mailboxes/a%40b.example' },
  {
    does: ({ mailboxes }) => mailboxes.loginToken('a@b.example'),
    asks: 'POST /mailboxes/a%40b.example/login-token',
  },
  { does: ({ mailboxes }) => mailboxes.restore('i'), asks: 'POST /deleted-mailboxes/i/restore' },
  { does: ({ mailboxes }) => mailboxes.address('a@b.example'), asks: 'GET /mail-addresses/a%40b.example' },
  { does: ({ users }) => users.list(), asks: 'GET /users' },
  {
    does: ({ users }) => users.list({ text: 'a b', role: '', limit: 5 }),
    asks: 'GET /users?text=a+b&limit=5',
  },
  { does: ({ users }) => users.get('a/b'), asks: 'GET /users/a%2Fb' },
  { does: ({ users }) => users.change('u', { email: 'e' }), asks: 'PATCH /users/u', body: { email: 'e' } },
  { does: ({ users }) => users.disable('u'), asks: 'POST /users/u/disable' },
  { does: ({ users }) => users.enable('u'), asks: 'POST /users/u/enable' },
  { does: ({ users }) => users.delete('u'), asks: 'DELETE /users/u' },
  { does: ({ users }) => users.invite('u'), asks: 'POST /users/u/invitation' },
  { does: ({ users }) => users.revokeInvitation('u'), asks: 'DELETE /users/u/invitation' },
  { does: ({ roles }) => roles.list(), asks: 'GET /roles', answer: { items: ['r'] }, gives: ['r'] },
  {
    does: ({ applicationCredentials }) => applicationCredentials.create({ name: 'copy' }),
    asks: 'POST /application-credentials',
    body: { name: 'copy' },
  },
  {
    does: ({ applicationCredentials }) => applicationCredentials.delete('a/b'),
    asks: 'DELETE /users/me/application-credentials/a%2Fb',
  },
  {
    does: ({ applicationCredentials }) => applicationCredentials.delete('c', 'u'),
    asks: 'DELETE /users/u/application-credentials/c',
  },
  {
    does: ({ support }) => support.pinState(),
    asks: 'GET /users/me/support-pin',
    answer: { state: 'ACTIVE' },
    gives: 'ACTIVE',
  },
  {
    does: ({ support }) => support.revealPin(),
    asks: 'POST /users/me/support-pin/reveal',
    answer: { pin: '204861' },
    gives: '204861',
  },
  {
    does: ({ support }) => support.resetPin(),
    asks: 'POST /users/me/support-pin/reset',
    answer: { pin: '204861' },
    gives: '204861',
  },
  {
    does: ({ support }) => support.checkPin('u', '204861'),
    asks: 'POST /support-pins/check',
    body: { userId: 'u', pin: '204861' },
    answer: { right: true },
    gives: true,
  },
  {
    does: ({ support }) => support.actAs('u', 900),
    asks: 'POST /impersonations',
    body: { userId: 'u', seconds: 900 },
  },
  {
    does: ({ roles }) => roles.create({ name: 'files:observer' }),
    asks: 'POST /roles',
    body: { name: 'files:observer' },
  },
  {
    does: ({ roles }) => roles.of('me'),
    asks: 'GET /users/me/roles',
    answer: { items: ['r'] },
    gives: ['r'],
  },
  {
    does: ({ roles }) => roles.rights('a/b'),
    asks: 'GET /users/a%2Fb/rights',
    answer: { items: ['r'] },
    gives: ['r'],
  },
  {
    does: ({ roles }) => roles.change('a/b', { add: ['reader'] }),
    asks: 'PATCH /users/a%2Fb/roles',
    body: { add: ['reader'] },
    answer: { items: [] },
    gives: [],
  },
  {
    does: ({ userSessions }) => userSessions.list(),
    asks: 'GET /users/me/sessions',
    answer: { items: ['s'] },
    gives: ['s'],
  },
  {
    does: ({ userSessions }) => userSessions.list('u'),
    asks: 'GET /users/u/sessions',
    answer: { items: [] },
    gives: [],
  },
  { does: ({ userSessions }) => userSessions.end('s/1'), asks: 'DELETE /users/me/sessions/s%2F1' },
  { does: ({ userSessions }) => userSessions.end('s', 'u'), asks: 'DELETE /users/u/sessions/s' },
  {
    does: ({ userSessions }) => userSessions.endAll(),
    asks: 'DELETE /users/me/sessions',
    answer: { ended: 3 },
    gives: 3,
  },
  {
    does: ({ userSessions }) => userSessions.endAll('u'),
    asks: 'DELETE /users/u/sessions',
    answer: { ended: 0 },
    gives: 0,
  },
  { does: ({ secondFactors }) => secondFactors.get(), asks: 'GET /users/me/second-factors' },
  {
    does: ({ secondFactors }) => secondFactors.enrolTotp('phone'),
    asks: 'POST /users/me/second-factors/totp',
    body: { name: 'phone' },
  },
  {
    does: ({ secondFactors }) => secondFactors.confirmTotp('a/b', '1'),
    asks: 'POST /users/me/second-factors/totp/a%2Fb/confirm',
    body: { code: '1' },
    answer: { recoveryCodes: null },
    gives: null,
  },
  {
    does: ({ secondFactors }) => secondFactors.removeTotp('t'),
    asks: 'DELETE /users/me/second-factors/totp/t',
  },
  {
    does: ({ secondFactors }) => secondFactors.renewRecoveryCodes(),
    asks: 'POST /users/me/second-factors/recovery-codes',
    answer: { recoveryCodes: ['c'] },
    gives: ['c'],
  },
  {
    does: ({ secondFactors }) => secondFactors.offerPasskey(),
    asks: 'POST /users/me/second-factors/passkeys/options',
  },
  {
    does: ({ secondFactors }) => secondFactors.addPasskey('key', PASSKEY),
    asks: 'POST /users/me/second-factors/passkeys',
    body: { name: 'key', credential: PASSKEY },
  },
  {
    does: ({ secondFactors }) => secondFactors.renamePasskey('p', 'new'),
    asks: 'PATCH /users/me/second-factors/passkeys/p',
    body: { name: 'new' },
  },
  {
    does: ({ secondFactors }) => secondFactors.removePasskey('p'),
    asks: 'DELETE /users/me/second-factors/passkeys/p',
  },
]

testCalls(CALLS)

test('a user is made once, however often the request is sent', async () => {
  const { baseUrl, seen } = await answering(json(201, {}))
  const { users } = createClient({ baseUrl, credential: 'k1' })
  await users.create({ username: 'anna' })
  await users.create({ username: 'anna' }, 'mine')
  const [first, second] = seen.map(({ headers }) => headers['idempotency-key'])
  assert.match(String(first), /^[0-9a-f]{32}$/)
  assert.equal(second, 'mine')
  assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), { username: 'anna' })
})
