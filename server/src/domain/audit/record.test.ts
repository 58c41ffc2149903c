import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { auditOf, keyActor, OPERATOR, visitFrom } from '../../../../tests/support/deps.ts'
import { type Actor, type Proof, userActor } from '../actor.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import type { AuditEntry } from './entry.ts'
import { type Act, recordAct } from './record.ts'

let core: Core
let owner: User
let staff: Pick<User, 'id' | 'name'>
let accountId: string

before(async () => {
  core = await openCore()
  accountId = core.accountId
  owner = (await core.person([USER_ADMIN])).user
  staff = { id: core.operator.id, name: core.operator.name }
})
after(() => core.close())

const record = (actor: Actor, act: Partial<Act> = {}) =>
  core.deps.store.transaction((tx) =>
    recordAct(core.deps, tx, actor, { action: 'test.act', chain: accountId, target: 'test', ...act }),
  )

async function recorded(actor: Actor, act: Partial<Act> = {}): Promise<AuditEntry> {
  await record(actor, act)
  return (await auditOf(core.deps, act.chain ?? accountId)).at(-1) ?? assert.fail('nothing was written')
}

const by = (proof: Proof) => userActor(owner, proof, visitFrom('192.0.2.7'))
const credential = (of: 'key' | 'password' | 'key-pair') => by({ kind: 'credential', of, credentialId: 'c1' })

describe('who acted is written down', () => {
  const rows: readonly (readonly [string, () => Actor, () => string])[] = [
    ['at the panel, by name alone', () => panelActor(owner, null), () => `user:${owner.id}`],
    ['by a key, with the key', () => credential('key'), () => `user:${owner.id} key:c1`],
    ['by a password, with its id', () => credential('password'), () => `user:${owner.id} password:c1`],
    ['by a key pair, with the pair', () => credential('key-pair'), () => `user:${owner.id} key-pair:c1`],
    [
      'in whose name staff does it: staff first',
      () => ({ ...credential('password'), impersonator: staff }),
      () => `user:${staff.id} password:c1 as user:${owner.id}`,
    ],
    [
      'in whose name staff does it at the panel',
      () => ({ ...panelActor(owner, null), impersonator: staff }),
      () => `user:${staff.id} as user:${owner.id}`,
    ],
    ['at the command line, by what it is called', () => OPERATOR, () => 'test'],
  ]
  for (const [who, actor, text] of rows) {
    test(`${who}`, async () => assert.equal((await recorded(actor())).actor, text()))
  }

  test('with dialect, address and request; the command line is local', async () => {
    assert.equal((await recorded(credential('key'))).source, 'panel 192.0.2.7 r1')
    assert.equal((await recorded(OPERATOR)).source, 'local')
  })

  test('with the moment, in the log that it belongs to, as done', async () => {
    core.clock.advance(1_234)
    const entry = await recorded(keyActor(owner), { chain: 'system', target: 'service:files' })
    const { chain, atMs, target, outcome } = entry
    const expected = { chain: 'system', atMs: core.clock.now(), target: 'service:files', outcome: 'done' }
    assert.deepEqual({ chain, atMs, target, outcome }, expected)
  })

  test('with both names, over whatever the act itself says of them', async () => {
    const actor = { ...panelActor(owner, null), impersonator: staff }
    const details = { count: 3, impersonator: 'somebody else', inTheNameOf: 'nobody' }
    const entry = await recorded(actor, { details })
    assert.deepEqual(entry.details, { count: 3, impersonator: staff.name, inTheNameOf: owner.name })
    assert.deepEqual((await recorded(panelActor(owner, null), { details: { count: 3 } })).details, {
      count: 3,
    })
  })
})

describe('an application credential', () => {
  const OWN = () => `user:${owner.id}`
  const rows: readonly (readonly [boolean, string, () => string, boolean])[] = [
    [false, 'token.revoke', OWN, true],
    [false, 'application_credential.create', OWN, false],
    [false, 'user.disable', () => 'user:another', false],
    [true, 'token.revoke', OWN, true],
    [true, 'application_credential.create', OWN, true],
    [true, 'application_credential.delete', OWN, true],
    [true, 'access_rule.delete', OWN, true],
    [true, 'key.reset', OWN, false],
    [true, 'user.update', OWN, false],
    [true, 'factor.reset', OWN, false],
    [true, 'user.disable', () => 'user:another', true],
  ]
  for (const [unrestricted, action, target, may] of rows) {
    const kind = unrestricted ? 'unrestricted' : 'restricted'
    test(`${kind}: ${action} of ${target === OWN ? 'its own user' : 'another'} is ${may ? 'done' : 'refused'}`, async () => {
      const { credential } = await makeFor(core.deps, owner, { unrestricted })
      const actor = by({ kind: 'delegation', delegation: { credential, roles: [] } })
      const before = (await auditOf(core.deps, accountId)).length
      const answer = await answerOf(record(actor, { action, target: target() }))
      const told = (await auditOf(core.deps, accountId)).slice(before)
      assert.equal(answer, may ? 'valid' : 'actor.forbidden')
      assert.deepEqual(
        told.map((entry) => entry.actor),
        may ? [`user:${owner.id} application-credential:${credential.id}`] : [],
      )
    })
  }
})

test('what is written in a transaction that fails is not there, and leaves no gap', async () => {
  const before = (await auditOf(core.deps, accountId)).at(-1)
  const failing = core.deps.store.transaction(async (tx) => {
    await recordAct(core.deps, tx, OPERATOR, { action: 'test.act', chain: accountId, target: 'test' })
    throw new Error('undone')
  })
  await assert.rejects(failing, /undone/)
  assert.equal((await recorded(OPERATOR)).number, (before?.number ?? 0) + 1)
})
