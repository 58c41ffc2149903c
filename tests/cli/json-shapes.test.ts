import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { freshPlace, type NewUser, withUser } from './place.ts'

const ACCOUNT = /^\d{6,}$/
const USER_ID = /^[0-9a-f]{32}$/
const KEY = /^[0-9a-f]{32}$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

type Shape = Readonly<Record<string, unknown>>

/** The same members in the same order; a RegExp stands for any text that it matches. */
function assertShape(found: unknown, shape: Shape): void {
  assert.ok(typeof found === 'object' && found !== null && !Array.isArray(found))
  assert.deepEqual(Object.keys(found), Object.keys(shape))
  for (const [name, value] of Object.entries(found)) {
    const wanted = shape[name]
    if (wanted instanceof RegExp) assert.match(String(value), wanted, name)
    else if (typeof wanted === 'function') assert.equal(typeof value, wanted.name.toLowerCase(), name)
    else assert.deepEqual(value, wanted, name)
  }
}

describe('what scripts rely on: what --json prints', () => {
  const place = freshPlace()
  let joe: NewUser
  const prints = (name: string, words: readonly string[], shape: () => Shape, stdin?: string) =>
    it(`keyward ${name}`, async () => assertShape(await place.json<unknown>(words, stdin), shape()))
  const ofJoe = ['--username', 'joe']

  before(async () => {
    joe = await withUser(place)
  })

  const account = () => ({
    accountId: ACCOUNT,
    name: 'Second',
    enabled: true,
    resetKeepsTokens: false,
    apiReveal: true,
    stepUpMinutes: 5,
    showOnce: false,
    sessionIdleSeconds: 1_800,
    passwordLifeSeconds: null,
    passwordHistory: 0,
    secondFactorRequired: false,
    ownDomains: true,
    createdAtMs: Number,
  })
  const user = () => ({
    userId: USER_ID,
    accountId: ACCOUNT,
    username: 'joe',
    email: null,
    enabled: true,
    roles: ['identity:user-admin'],
    adminType: null,
    defaultRegion: null,
    hasPassword: false,
    createdAt: MOMENT,
  })

  prints('account create', ['account', 'create', '--name', 'Second'], account)
  prints('account set', ['account', 'set', '--account', '100003', '--api-reveal', 'off'], () => ({
    ...account(),
    apiReveal: false,
  }))
  for (const [verb, enabled] of [
    ['disable', false],
    ['enable', true],
  ] as const) {
    const words = ['account', verb, '--account', '100003']
    prints(`account ${verb}`, words, () => ({ ...account(), apiReveal: false, enabled }))
    prints(`user ${verb}`, ['user', verb, ...ofJoe], () => ({ ...user(), enabled }))
  }
  it('keyward account list', async () => {
    assert.deepEqual(await place.json<unknown>(['account', 'list']), [
      { accountId: '100002', name: 'Example' },
      { accountId: '100003', name: 'Second' },
    ])
  })

  const created = { accountId: ACCOUNT, userId: USER_ID, username: 'ann', apiKey: KEY }
  const more = ['--email', 'ann@example.com', '--role', 'identity:user-manage', '--role', 'identity:default']
  const ann = ['user', 'create', '--account', '100002', '--username', 'ann', ...more]
  prints(
    'user create',
    [...ann, '--default-region', 'dfw', '--password-stdin'],
    () => created,
    'nine wet hens stayed',
  )
  it('keyward user list', async () => {
    const users = await place.json<unknown[]>(['user', 'list', '--account', '100002'])
    assert.equal(users.length, 2)
    assertShape(users[0], user())
    assertShape(users[1], {
      ...user(),
      username: 'ann',
      email: 'ann@example.com',
      roles: ['identity:default', 'identity:user-manage'],
      defaultRegion: 'DFW',
      hasPassword: true,
    })
    assert.deepEqual(await place.json(['user', 'list', '--email', 'ann@example.com']), users.slice(1))
    assert.deepEqual(await place.json(['user', 'list', '--account', '100003']), [])
  })
  prints('user role', ['user', 'role', ...ofJoe, '--add', 'identity:user-manage'], () => ({
    ...user(),
    roles: ['identity:user-admin', 'identity:user-manage'],
  }))
  prints(
    'user password',
    ['user', 'password', '--username', 'ann', '--password-stdin'],
    () => ({ userId: USER_ID, username: 'ann' }),
    'ten dry ducks went inside',
  )
  prints('user invite', ['user', 'invite', '--username', 'ann'], () => ({
    userId: USER_ID,
    username: 'ann',
    link: /^http:\/\/localhost:\d+\/invite\/kwl_[0-9A-Za-z]{38}$/,
  }))
  prints('session end', ['session', 'end', '--username', 'ann'], () => ({
    userId: USER_ID,
    username: 'ann',
    ended: 0,
  }))
  prints('user delete', ['user', 'delete', '--username', 'ann', '--yes'], () => ({
    userId: USER_ID,
    username: 'ann',
    deleted: true,
  }))

  const shown = () => ({ userId: joe.userId, username: 'joe', apiKey: KEY })
  prints('key show', ['key', 'show', ...ofJoe], () => ({ ...shown(), apiKey: joe.apiKey }))
  prints('key reset', ['key', 'reset', ...ofJoe], shown)
  prints('key reset --overlap', ['key', 'reset', ...ofJoe, '--overlap', '1h'], () => ({
    ...shown(),
    retiredUntil: MOMENT,
  }))
  prints('key reset --overlap 0', ['key', 'reset', ...ofJoe, '--overlap', '0'], shown)

  const endpoint = () => ({
    id: 1,
    name: 'cloudFiles',
    type: 'object-store',
    region: 'DFW',
    publicUrl: 'https://files.example/v1/%(tenant_id)s',
    internalUrl: null,
  })
  const files = ['--name', 'cloudFiles', '--type', 'object-store', '--url', endpoint().publicUrl]
  prints('service add', ['service', 'add', ...files, '--region', 'dfw'], endpoint)
  prints(
    'service add without a region',
    ['service', 'add', ...files, '--internal-url', 'https://inside.example'],
    () => ({
      ...endpoint(),
      id: 2,
      region: null,
      internalUrl: 'https://inside.example',
    }),
  )
  it('keyward service list', async () => {
    const [first, second, ...others] = await place.json<unknown[]>(['service', 'list'])
    assertShape(first, endpoint())
    assertShape(second, { ...endpoint(), id: 2, region: null, internalUrl: 'https://inside.example' })
    assert.deepEqual(others, [])
  })
  prints('service remove --region', ['service', 'remove', '--name', 'cloudFiles', '--region', 'DFW'], () => ({
    removed: 1,
  }))

  const ID = /^[0-9A-Za-z_-]{8,}$/
  prints('master-key rotate', ['master-key', 'rotate'], () => ({
    masterKeyId: ID,
    previousMasterKeyId: ID,
    dataKeys: Number,
  }))

  prints('backup', ['backup', '--to', join(place.dataDir, 'copies')], () => ({
    file: /\/copies\/keyward-\d{8}-\d{6}\.db$/,
    manifestFile: /\/copies\/keyward-\d{8}-\d{6}\.manifest\.json$/,
    bytes: Number,
    sha256: /^[0-9a-f]{64}$/,
    schema: Number,
    counts: Object,
  }))
  it('keyward restore FILE, and what follows it', async () => {
    const { file } = await place.json<{ file: string }>(['backup'])
    assertShape(await place.json<unknown>(['restore', file, '--yes']), {
      createdAt: MOMENT,
      unconfirmedKeys: Number,
      replacedFile: /keyward\.db\.before-restore-/,
      missingEntries: [],
    })
    assertShape(await place.json<unknown>(['restore', '--trust-revocations']), { confirmedKeys: Number })
    assertShape(await place.json<unknown>(['restore', '--in-place']), { unconfirmedKeys: Number })
    const { exitCode, stdout } = await place.cli(['key', 'show', ...ofJoe])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^State +refused since a restore/m)
    await place.json(['restore', '--trust-revocations'])
  })

  it('keyward audit verify', async () => {
    assertShape(await place.json<unknown>(['audit', 'verify']), {
      ok: true,
      chains: 3,
      entries: Number,
      checkpoints: Number,
      problems: [],
    })
  })
  prints('audit export --to', ['audit', 'export', '--to', join(place.dataDir, 'log.jsonl')], () => ({
    file: join(place.dataDir, 'log.jsonl'),
    lines: Number,
  }))
  it('keyward audit export: one object on each line, with or without --json', async () => {
    const { stdout, exitCode } = await place.cli(['audit', 'export', '--chain', '100002', '--json'])
    assert.equal(exitCode, 0)
    const [first] = stdout.split('\n')
    assertShape(JSON.parse(first ?? ''), {
      action: 'account.create',
      actor: 'command line',
      atMs: Number,
      chain: '100002',
      details: { name: 'Example' },
      hash: /^[0-9a-f]{64}$/,
      number: 1,
      outcome: 'done',
      previousHash: String,
      source: 'local',
      target: 'account:100002',
    })
    for (const line of stdout.trimEnd().split('\n')) assert.equal(typeof JSON.parse(line), 'object')
    assert.equal((await place.cli(['audit', 'export', '--chain', '100002'])).stdout, stdout)
  })
  prints('audit prune', ['audit', 'prune', '--before', '2020-01-01', '--yes'], () => ({ pruned: [] }))
  prints('migrate', ['migrate'], () => ({ migrated: true }))
  it('keyward doctor', async () => {
    const found = await place.json<{ ok: boolean; findings: Shape[] }>(['doctor'])
    assertShape(found, { ok: true, findings: Object })
    for (const finding of found.findings) {
      assertShape(finding, { check: String, status: /^(ok|warn|fail)$/, text: /\S/ })
    }
  })

  it('keyward master-key recover', async () => {
    rmSync(join(place.dataDir, 'master.key'))
    const found = await place.json<unknown>(['master-key', 'recover', '--yes'])
    assertShape(found, { masterKeyId: ID, lostKeys: Number, movedAside: null })
    assert.ok(existsSync(join(place.dataDir, 'master.key')))
    const { exitCode, stderr } = await place.cli(['key', 'show', ...ofJoe])
    assert.equal(exitCode, 1)
    assert.match(stderr, /value of this key is lost.*keyward key reset/)
  })
})
