import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import {
  answerOf,
  entriesOf,
  freshOrigin,
  isLive,
  openCore,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { keyActor } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { delegatedHolder, logInScoped } from '../login/log-in-scoped.ts'
import { DEFAULT_ROLE, READER, USER_ADMIN } from '../roles/roles.ts'
import { deleteAccessRule, listAccessRules, readAccessRule } from './access-rules.ts'
import { MAX_ACCESS_RULES, MAX_ACCESS_RULES_PER_USER } from './application-credential.ts'
import type { AskedCredential } from './create-credential.ts'
import { deleteApplicationCredential } from './delete-credential.ts'
import { listApplicationCredentials, readApplicationCredential } from './read-credentials.ts'
import { authenticateApplicationCredential } from './verify-credential.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

const show = (id: string, secret: string) =>
  authenticateApplicationCredential(deps, { id }, secret, freshOrigin())
const ofUser = (userId: string) => deps.store.applicationCredentials.ofUser(userId)

describe('an application credential is made', () => {
  test('with an end in the future, of which it is dead to the millisecond, with its tokens', async () => {
    const { user } = await core.person()
    for (const expiresAtMs of [clock.now(), clock.now() - 1]) {
      const refusal = await refusedWith('input.invalid', makeFor(deps, user, { expiresAtMs }))
      assert.equal(refusal.facts.field, 'expires_at')
    }
    const { credential, secret } = await makeFor(deps, user, { expiresAtMs: clock.now() + 1_000 })
    const as = await show(credential.id, secret)
    const evidence = [{ holder: delegatedHolder(as), from: null, as }]
    const { token } = await logInScoped(deps, evidence, { kind: 'project', accountId: null })
    clock.advance(999)
    assert.deepEqual(
      [await answerOf(show(credential.id, secret)), await isLive(deps, token)],
      ['valid', true],
    )
    clock.advance(1)
    assert.equal(await answerOf(show(credential.id, secret)), 'credential.wrong')
    assert.equal(await isLive(deps, token), false)
  })

  test('with a secret of its own unless one is given, and written down without it', async () => {
    const { user } = await core.person()
    const entries = await entriesOf(deps, core.accountId, async () => {
      const made = await makeFor(deps, user, { name: 'made' })
      assert.match(made.secret, /^[\w-]{43}$/)
      assert.equal(await answerOf(show(made.credential.id, made.secret)), 'valid')
    })
    const [credential] = await ofUser(user.id)
    assert.deepEqual(
      entries.map(({ action, target, details }) => [action, target, details]),
      [['application_credential.create', `user:${user.id}`, { credentialId: credential?.id, name: 'made' }]],
    )
    assert.deepEqual([credential?.createdAtMs, credential?.state], [clock.now(), 'active'])
    await makeFor(deps, user, { name: 'made too' })
    assert.equal(await answerOf(makeFor(deps, user, { name: 'made' })), 'application_credential.exists')
  })

  test('a hundred times at most, and again when one is gone', async () => {
    const { user } = await core.person()
    const first = await makeFor(deps, user)
    for (let at = 1; at < 100; at++) {
      const id = at.toString(16).padStart(32, 'e')
      await deps.store.applicationCredentials.insert({ ...first.credential, id, name: `n${at}`, digest: id })
    }
    assert.equal(await answerOf(makeFor(deps, user)), 'actor.forbidden')
    await deleteApplicationCredential(deps, keyActor(user), user.id, first.credential.id)
    assert.equal(await answerOf(makeFor(deps, user)), 'valid')
  })

  test('or not, when it cannot be written down', async () => {
    const { user } = await core.person()
    assert.equal(await answerOf(makeFor(withFailingAudit(deps), user)), 'storage.full')
    assert.deepEqual(await ofUser(user.id), [])
  })

  test('with all roles of its maker, or those asked for, by id or name', async () => {
    const { user } = await core.person([READER, DEFAULT_ROLE])
    const rolesOf = async (roles: AskedCredential['roles']) =>
      (await makeFor(deps, user, { roles })).credential.roles
    const all = await rolesOf(null)
    for (const role of [READER, DEFAULT_ROLE, 'member']) assert.ok(all.includes(role))
    assert.deepEqual(await rolesOf([]), all)
    assert.deepEqual(await rolesOf([{ name: READER }, { name: READER }]), [READER])
    assert.equal(await answerOf(makeFor(deps, user, { roles: [{ name: 'admin' }] })), 'input.invalid')
    assert.equal(await answerOf(makeFor(deps, user, { roles: [{ name: 'none' }] })), 'role.not_found')
  })
})

describe('an application credential is deleted', () => {
  test('with its tokens, once, and written down', async () => {
    const { user } = await core.person()
    const { credential, secret } = await makeFor(deps, user, { name: 'gone' })
    const as = await show(credential.id, secret)
    const evidence = [{ holder: delegatedHolder(as), from: null, as }]
    const { token } = await logInScoped(deps, evidence, { kind: 'project', accountId: null })
    const remove = () => deleteApplicationCredential(deps, keyActor(user), user.id, credential.id)
    const entries = await entriesOf(deps, core.accountId, remove)
    assert.deepEqual(
      entries.map(({ action, target, details }) => [action, target, details]),
      [['application_credential.delete', `user:${user.id}`, { credentialId: credential.id, name: 'gone' }]],
    )
    assert.equal(await isLive(deps, token), false)
    assert.equal(await answerOf(show(credential.id, secret)), 'credential.wrong')
    assert.equal(await answerOf(remove()), 'application_credential.not_found')
  })

  test('and stays when that cannot be written down', async () => {
    const { user } = await core.person()
    const { credential, secret } = await makeFor(deps, user)
    const failing = withFailingAudit(deps)
    await answerOf(deleteApplicationCredential(failing, keyActor(user), user.id, credential.id))
    assert.equal(await answerOf(show(credential.id, secret)), 'valid')
  })
})

test('credentials and rules are read by whoever manages the user; others’ ids are not there under one’s own name', async () => {
  const [{ user }, { user: other }] = [await core.person(), await core.person()]
  const owner = keyActor((await core.person([USER_ADMIN])).user)
  const stranger = keyActor((await core.person([USER_ADMIN], await core.account())).user)
  const rules = [{ service: 'object-store', method: 'GET', path: '/v1/**' }]
  const { credential } = await makeFor(deps, user, { accessRules: rules })
  const ruleId = credential.accessRules?.[0]?.id ?? ''
  for (const actor of [keyActor(user), owner]) {
    assert.deepEqual(await listApplicationCredentials(deps, actor, user.id), [credential])
    assert.equal((await readApplicationCredential(deps, actor, user.id, credential.id)).id, credential.id)
    assert.equal((await readAccessRule(deps, actor, user.id, ruleId)).id, ruleId)
    assert.equal((await listAccessRules(deps, actor, user.id)).length, 1)
  }
  const own = keyActor(other)
  const heard = [
    readApplicationCredential(deps, own, other.id, credential.id),
    readAccessRule(deps, own, other.id, ruleId),
    deleteAccessRule(deps, own, other.id, ruleId),
    listAccessRules(deps, own, user.id),
    listApplicationCredentials(deps, stranger, user.id),
    readAccessRule(deps, stranger, user.id, ruleId),
    deleteAccessRule(deps, keyActor(user), user.id, ruleId),
  ].map(answerOf)
  assert.deepEqual(await Promise.all(heard), [
    'application_credential.not_found',
    'access_rule.not_found',
    'access_rule.not_found',
    'actor.forbidden',
    'user.not_found',
    'user.not_found',
    'actor.forbidden',
  ])
  assert.equal((await listAccessRules(deps, owner, user.id)).length, 1)
})

test('a user has 1,000 access rules at most, those of deleted credentials among them, and may go on with known ones', async () => {
  const { user } = await core.person()
  const rulesFrom = (first: number) =>
    Array.from({ length: MAX_ACCESS_RULES }, (_, at) => ({
      ...{ service: 'object-store', method: 'GET', path: `/v1/${first + at}` },
    }))
  for (let first = 0; first < MAX_ACCESS_RULES_PER_USER; first += MAX_ACCESS_RULES) {
    const { credential } = await makeFor(deps, user, { accessRules: rulesFrom(first) })
    await deleteApplicationCredential(deps, keyActor(user), user.id, credential.id)
  }
  const refusal = await refusedWith(
    'actor.forbidden',
    makeFor(deps, user, { accessRules: rulesFrom(1) }).then(() =>
      makeFor(deps, user, { accessRules: rulesFrom(MAX_ACCESS_RULES_PER_USER - 1) }),
    ),
  )
  assert.match(refusal.facts.reason ?? '', /at most 1000/)
  const rules = await listAccessRules(deps, keyActor(user), user.id)
  assert.equal(rules.length, MAX_ACCESS_RULES_PER_USER)
  await deleteAccessRule(deps, keyActor(user), user.id, rules.at(-1)?.id ?? '')
  await makeFor(deps, user, {
    accessRules: rulesFrom(MAX_ACCESS_RULES_PER_USER - MAX_ACCESS_RULES + 1).slice(-1),
  })
})
