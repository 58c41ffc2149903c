import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call, tokenOf } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  delegatedTokenOf,
  makeCredential,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { createRole } from '../../domain/roles/create-role.ts'
import { roleNamed } from '../../domain/roles/custom-role.ts'
import { listShownRoles } from '../../domain/roles/list-roles.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const otherId = await app.addAccount('beta')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId })
const stranger = await app.addUser('beta-owner', { accountId: otherId, roles: ['identity:user-admin'] })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
const operator = await app.addUser('second-operator', { roles: ['identity:service-admin'] })
let serial = 0

const READER = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
const MEMBER = '9fe2ff9ee4384b1894a90878d3e92bab'
const ADMIN = 'a7c2e94b1f5d4806b3d8e60c95f1724a'
const SERVICE = '3f9b07e2c8d1465ab6e50a71f4928cd3'
const STORAGE = '5'
const DEFAULT = '2'

type Method = 'GET' | 'HEAD' | 'PUT' | 'DELETE'
const send = async (by: TestUser, method: Method, path: string) =>
  call(app, method, `/v3/${path}`, { token: await v3TokenOf(app, by) })
const fresh = () => app.addUser(`fresh${++serial}`, { accountId })
const inProject = ({ userId }: TestUser, roleId: string, project = accountId) =>
  `projects/${project}/users/${userId}/roles/${roleId}`
const rolesOf = async ({ userId }: TestUser) => (await app.deps.store.users.byId(userId))?.roles
const statuses = async (by: TestUser, path: string, methods: readonly Method[]) => {
  const answers: number[] = []
  for (const method of methods) answers.push((await send(by, method, path)).statusCode)
  return answers
}
const namesIn = async (by: TestUser, path: string): Promise<readonly string[]> => {
  const answer = await send(by, 'GET', path)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().roles.map(({ name }: { name: string }) => name)
}

describe('a role of a user in a project', () => {
  test('is given, checked and taken; given twice is no conflict, taken twice is 404', async () => {
    const path = inProject(await fresh(), READER)
    const all: readonly Method[] = ['HEAD', 'PUT', 'PUT', 'HEAD', 'GET', 'DELETE', 'DELETE', 'HEAD']
    assert.deepEqual(await statuses(owner, path, all), [404, 204, 204, 204, 204, 204, 404, 404])
  })

  test('is there at once for tokens that were got before, in every dialect, and gone at once', async () => {
    const user = await fresh()
    const token = await tokenOf(app, user)
    const named = async () => {
      const v2 = await call(app, 'GET', `/v2.0/tokens/${token}`, { token })
      const headers = { 'x-subject-token': token }
      const v3 = await call(app, 'GET', '/v3/auth/tokens', { token, headers })
      return [v2, v3].map(({ body }) => body.includes('"reader"'))
    }
    assert.deepEqual(await named(), [false, false])
    await send(owner, 'PUT', inProject(user, READER))
    assert.deepEqual(await named(), [true, true])
    await send(owner, 'DELETE', inProject(user, READER))
    assert.deepEqual(await named(), [false, false])
  })

  test('given and taken is in the audit log once each', async () => {
    const user = await fresh()
    await statuses(owner, inProject(user, READER), ['PUT', 'PUT', 'DELETE', 'DELETE'])
    const entries = await app.deps.store.audit.page(accountId, 0, 10_000)
    const own = entries.filter(({ target }) => target === `user:${user.userId}`)
    assert.deepEqual(
      own.slice(2).map(({ action, details }) => [action, details['after']]),
      [
        ['user.roles', 'identity:default reader'],
        ['user.roles', 'identity:default'],
      ],
    )
  })

  test('that follows from others cannot be given or taken, and is told', async () => {
    const user = await fresh()
    for (const id of [MEMBER, STORAGE]) {
      assert.deepEqual(await statuses(owner, inProject(user, id), ['HEAD', 'PUT', 'DELETE']), [204, 204, 403])
    }
    assert.deepEqual(
      await statuses(app.owner, inProject(user, ADMIN), ['HEAD', 'PUT', 'DELETE']),
      [404, 403, 404],
    )
    assert.deepEqual(await rolesOf(user), ['identity:default'])
  })

  test('the last one cannot be taken', async () => {
    const user = await fresh()
    assert.deepEqual(await statuses(owner, inProject(user, DEFAULT), ['DELETE', 'HEAD']), [403, 204])
  })

  test('stronger than the giver is 403, unknown is 404, for those who may give none 403 either way', async () => {
    const user = await fresh()
    assert.equal((await send(owner, 'PUT', inProject(user, SERVICE))).statusCode, 403)
    assertKeystoneError(await send(owner, 'PUT', inProject(user, 'none')), 404, 'Not Found')
    for (const id of [READER, 'none']) {
      assertKeystoneError(await send(member, 'PUT', inProject(user, id)), 403, 'Forbidden')
      assertKeystoneError(await send(member, 'DELETE', inProject(member, id)), 403, 'Forbidden')
    }
    assert.deepEqual(await rolesOf(user), ['identity:default'])
  })

  test('is had in the own account alone: in another that is seen 403 to give, 404 to ask for', async () => {
    const path = inProject(member, READER, otherId)
    assert.deepEqual(await statuses(app.owner, path, ['PUT', 'HEAD', 'DELETE']), [403, 404, 404])
    assert.deepEqual(await namesIn(app.owner, `projects/${otherId}/users/${member.userId}/roles`), [])
    const unseen = await send(owner, 'PUT', path)
    assertKeystoneError(unseen, 404, 'Not Found')
    assert.equal(unseen.body, (await send(owner, 'PUT', inProject(member, READER, '999999'))).body)
    assert.deepEqual(await rolesOf(member), ['identity:default'])
  })

  test('is listed as tokens show it', async () => {
    const path = `projects/${accountId}/users/${manager.userId}/roles`
    const names = ['object-store:default', 'identity:user-manage', 'member']
    assert.deepEqual(await namesIn(owner, path), names)
  })

  test('cannot be given by an application credential, unless it is unrestricted and of others', async () => {
    const user = await fresh()
    const put = (token: string, path: string) => call(app, 'PUT', `/v3/${path}`, { token })
    const bound = await delegatedTokenOf(app, await makeCredential(app, owner))
    assertKeystoneError(await put(bound, inProject(user, READER)), 403, 'Forbidden')
    assert.deepEqual(await rolesOf(user), ['identity:default'])
    const free = await delegatedTokenOf(app, await makeCredential(app, owner, { unrestricted: true }))
    assert.equal((await put(free, inProject(user, READER))).statusCode, 204)
    assertKeystoneError(await put(free, inProject(owner, READER)), 403, 'Forbidden')
    assert.deepEqual(await rolesOf(owner), ['identity:user-admin'])
  })
})

describe('a role in the domain and in the system', () => {
  for (const place of ['domains/default', 'system']) {
    test(`${place}: operators have theirs there, nobody else has any, and none is given`, async () => {
      const of = ({ userId }: TestUser) => `${place}/users/${userId}/roles`
      assert.deepEqual(await namesIn(app.owner, of(operator)), ['identity:service-admin', 'admin', 'member'])
      assert.deepEqual(await namesIn(app.owner, of(member)), [])
      const ofMember = `${of(member)}/${READER}`
      assert.deepEqual(await statuses(app.owner, ofMember, ['HEAD', 'PUT', 'DELETE']), [404, 403, 404])
      assert.deepEqual(
        await statuses(app.owner, `${of(operator)}/${ADMIN}`, ['HEAD', 'PUT', 'DELETE']),
        [204, 204, 403],
      )
      assert.deepEqual(await statuses(app.owner, `${of(operator)}/4`, ['PUT', 'DELETE']), [204, 403])
      assert.deepEqual(await rolesOf(operator), ['identity:service-admin'])
    })
  }

  test('another domain is 404, whoever asks', async () => {
    for (const by of [app.owner, member]) {
      const path = `domains/elsewhere/users/${by.userId}/roles`
      assertKeystoneError(await send(by, 'GET', path), 404, 'Not Found')
      assertKeystoneError(await send(by, 'PUT', `${path}/${READER}`), 404, 'Not Found')
    }
  })
})

interface Told {
  readonly role: { readonly id: string; readonly name?: string }
  readonly user: { readonly id: string; readonly name?: string }
  readonly scope: Readonly<Record<string, unknown>>
  readonly links: { readonly assignment: string }
}

describe('role assignments', () => {
  const assignments = async (by: TestUser, query = ''): Promise<readonly Told[]> => {
    const answer = await send(by, 'GET', `role_assignments${query}`)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json().role_assignments
  }
  const usersIn = (told: readonly Told[]) => [...new Set(told.map(({ user }) => user.id))].sort()

  test('are told with ids, with names where they are asked for, and where each is', async () => {
    const query = `?user.id=${member.userId}&role.id=${MEMBER}`
    const assignment = `${PUBLIC_URL}/v3/${inProject(member, MEMBER)}`
    const role = { id: MEMBER }
    const user = { id: member.userId }
    const scope = { project: { id: accountId } }
    assert.deepEqual(await assignments(owner, query), [{ role, user, scope, links: { assignment } }])
    const domain = { id: 'default', name: 'Default' }
    const named = {
      role: { ...role, name: 'member' },
      user: { ...user, name: 'alpha-member', domain },
      scope: { project: { id: accountId, name: accountId, domain } },
      links: { assignment },
    }
    for (const words of ['include_names', 'include_names=True', 'include_names=1']) {
      assert.deepEqual(await assignments(owner, `${query}&${words}`), [named])
    }
    assert.deepEqual((await assignments(owner, `${query}&include_names=0`))[0]?.role, role)
  })

  test('each is where its link says', async () => {
    for (const { links } of await assignments(app.owner, `?user.id=${operator.userId}`)) {
      const path = links.assignment.slice(`${PUBLIC_URL}/v3/`.length)
      assert.equal((await send(app.owner, 'HEAD', path)).statusCode, 204, path)
    }
  })

  test('are of users whom the caller may act on', async () => {
    const own = [owner.userId, manager.userId, member.userId]
    const of = async (by: TestUser) => usersIn(await assignments(by))
    for (const id of own) assert.ok((await of(owner)).includes(id))
    assert.ok(!(await of(manager)).includes(owner.userId))
    assert.deepEqual(await of(member), [member.userId])
    assert.deepEqual(await of(stranger), [stranger.userId])
    assert.ok((await of(staff)).includes(stranger.userId))
    assert.ok(!(await of(staff)).includes(operator.userId))
    assert.ok((await of(app.owner)).includes(operator.userId))
  })

  test('are narrowed by user, role, project, domain and system', async () => {
    const projects = (told: readonly Told[]) => told.map(({ scope }) => JSON.stringify(scope))
    const inOther = await assignments(app.owner, `?scope.project.id=${otherId}`)
    assert.deepEqual(usersIn(inOther), [stranger.userId])
    assert.deepEqual(new Set(projects(inOther)), new Set([JSON.stringify({ project: { id: otherId } })]))
    const operators = [app.owner.userId, operator.userId].sort()
    for (const query of ['?scope.domain.id=default', '?scope.system=all', `?role.id=${ADMIN}`]) {
      assert.deepEqual(usersIn(await assignments(app.owner, query)), operators)
    }
    for (const query of [
      '?scope.system=none',
      '?scope.domain.id=elsewhere',
      '?scope.project.id=999999',
      '?role.id=none',
      '?group.id=any',
      '?scope.OS-INHERIT:inherited_to=projects',
      `?user.id=${member.userId}&scope.system=all`,
      `?user.id=${member.userId}&scope.project.id=${otherId}`,
    ]) {
      assert.deepEqual(await assignments(app.owner, query), [], query)
    }
  })

  test('of one role are the same that one finds among all, for every role and whoever asks', async () => {
    await createRole(app.deps, TESTER, { name: 'seen:by-id', description: 'x', givenByAccounts: true })
    await createRole(app.deps, TESTER, { name: 'seen:by-none', description: 'x', givenByAccounts: true })
    const given = ['seen:by-id', 'identity:default']
    await app.addUser('has-made-role', { accountId, roles: given })
    const roles = await listShownRoles(app.deps.store)
    for (const by of [app.owner, staff, owner, manager, member]) {
      const all = await assignments(by)
      for (const { id } of roles) {
        const expected = all.filter(({ role }) => role.id === id)
        assert.deepEqual(await assignments(by, `?role.id=${id}`), expected, `${by.username} ${id}`)
      }
    }
    assert.equal((await assignments(owner, `?role.id=${roleNamed('seen:by-id').id}`)).length, 1)
  })

  test('of another account look as those of nobody; of one whom the caller may not act on: 403', async () => {
    for (const query of [
      `?user.id=${member.userId}`,
      '?user.id=nobody',
      `?scope.project.id=${accountId}`,
      '?scope.project.id=999999',
    ]) {
      assert.deepEqual(await assignments(stranger, query), [], query)
    }
    assertKeystoneError(
      await send(member, 'GET', `role_assignments?user.id=${owner.userId}`),
      403,
      'Forbidden',
    )
    assertKeystoneError(await call(app, 'GET', '/v3/role_assignments'), 401, 'Unauthorized')
    assertKeystoneError(await send(owner, 'GET', 'role_assignments?user.id=a&user.id=b'), 400, 'Bad Request')
  })
})
