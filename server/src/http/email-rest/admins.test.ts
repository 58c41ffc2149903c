import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import {
  addAdministrator,
  assertDone,
  assertFault,
  emailClient,
  signed,
} from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())

const PASSWORD = 'seven grey geese walked home'
let names = 0
const nextName = () => `Somebody.${++names}`
const NEW = {
  ...{ type: 'standard', password: PASSWORD, firstName: 'Some', lastName: 'Body' },
  email: 'somebody@elsewhere.example',
}
const newClient = async () => emailClient(app, await addAdministrator(app))
const at = (name: string) => `/v1/customers/me/admins/${name}`

async function withAnother(fields: Record<string, string> = {}) {
  const client = await newClient()
  const name = nextName()
  assertDone(await client.form('POST', at(name), { ...NEW, ...fields }))
  const shown = async () => (await client.get(at(name))).json()
  return {
    client,
    name,
    shown,
    put: (change: Record<string, string>) => client.form('PUT', at(name), change),
  }
}

describe('an administrator', () => {
  test('is added, shown, changed by what is sent, and deleted', async () => {
    const { client, name, shown, put } = await withAnother({
      securityQuestion: 'What?',
      securityAnswer: 'That',
    })
    const row = {
      ...{ adminId: name, firstName: 'Some', lastName: 'Body', type: 'standard' },
      ...{ email: 'somebody@elsewhere.example', enabled: true, locked: false, twoFactorEnabled: false },
    }
    const more = { allowSimultaneousLogins: true, passwordExpiration: 0, restrictedIps: [] }
    assert.deepEqual(await shown(), { ...row, ...more })
    const change = {
      lastName: '',
      passwordExpiration: '90',
      allowSimultaneousLogins: 'False',
      restrictedIps: '192.0.2.7, 198.51.100.0/24',
    }
    assertDone(await put({ ...change, unknown: 'x' }))
    assert.deepEqual(await shown(), {
      ...{ ...row, lastName: '', passwordExpiration: 90, allowSimultaneousLogins: false },
      restrictedIps: ['192.0.2.7', '198.51.100.0/24'],
    })
    assertDone(await put({ restrictedIps: '', type: 'Limited', enabled: '0', password: '', email: '' }))
    const { type, enabled, restrictedIps, email } = await shown()
    assert.deepEqual([type, enabled, restrictedIps, email], ['limited', false, [], row.email])
    assertDone(await client.send('DELETE', at(name)))
    assertFault(await client.get(at(name)), 404, 'itemNotFoundFault', 'Admin Not Found')
  })

  test('is locked while wrong passwords make them wait, until a program unlocks them', async () => {
    const { client, name, shown, put } = await withAnother()
    const guess = () => app.deps.limiter.passwordAttempt('198.51.100.7', name.toLowerCase(), false).failed()
    assertFault(await put({ locked: 'true' }), 400, 'validationFault', /Disable the administrator instead/)
    for (let count = 0; count < 6; count++) {
      app.wait(1_000)
      guess()
    }
    assert.equal((await shown()).locked, true)
    const { admins } = (await client.get(`/v1/admins?contains=${name}`)).json()
    assert.equal(admins[0].locked, true)
    assert.throws(guess, { code: 'throttled' })
    assertDone(await put({ locked: 'False' }))
    assert.equal((await shown()).locked, false)
    guess()
  })

  test('is found by any spelling of the name, and told by the first', async () => {
    const { client, name } = await withAnother()
    assert.equal((await client.get(`/v2/admins/${name.toUpperCase()}`)).json().adminId, name)
  })

  test('gets no key pair by being made, a super one neither', async () => {
    const { name } = await withAnother({ type: 'super' })
    const user = await app.deps.store.users.byName(name)
    assert.ok(user)
    assert.deepEqual(await app.deps.store.keyPairs.ofUser(user.id), [])
  })

  test('signs in at the panel with the password that was given, and no more with the one before', async () => {
    const { name, put } = await withAnother()
    const user = await app.deps.store.users.byName(name)
    const isRight = (password: string, hash: string) =>
      app.deps.hasher.verify(password, hash).then(({ matches }) => matches)
    assert.ok(await isRight(PASSWORD, user?.passwordHash ?? ''))
    assertDone(await put({ password: 'nine wet hens stayed outside' }))
    const after = await app.deps.store.users.byName(name)
    assert.deepEqual(
      [
        await isRight('nine wet hens stayed outside', after?.passwordHash ?? ''),
        await isRight(PASSWORD, after?.passwordHash ?? ''),
      ],
      [true, false],
    )
  })

  for (const field of ['type', 'password', 'firstName', 'lastName', 'email'])
    test(`needs ${field} to be added`, async () => {
      const client = await newClient()
      const answer = await client.form('POST', at(nextName()), { ...NEW, [field]: '' })
      assertFault(answer, 400, 'badRequestFault', `Missing required field: ${field}`)
    })

  test('of another type, with a weak password, a bad address or network, or a name that is taken is refused', async () => {
    const { client, name } = await withAnother()
    const bad: Record<string, string>[] = [
      ...[{ type: 'owner' }, { password: 'short' }, { email: 'nowhere' }],
      ...[{ restrictedIps: 'here' }, { passwordExpiration: '99999' }],
    ]
    for (const fields of bad) {
      const fresh = nextName()
      assertFault(await client.form('POST', at(fresh), { ...NEW, ...fields }), 400, 'validationFault')
      assertFault(await client.get(at(fresh)), 404, 'itemNotFoundFault')
    }
    assertFault(
      await client.form('POST', at(name.toLowerCase()), NEW),
      400,
      'validationFault',
      'The name is taken.',
    )
    const stranger = await newClient()
    assertFault(await stranger.form('POST', at(name), NEW), 400, 'validationFault', 'The name is taken.')
  })

  test('of another account is not there, whatever is asked', async () => {
    const { name } = await withAnother()
    const stranger = await newClient()
    for (const method of ['GET', 'PUT', 'DELETE'] as const)
      assertFault(await stranger.send(method, at(name)), 404, 'itemNotFoundFault', 'Admin Not Found')
  })

  test('without a part in the e-mail area is none', async () => {
    const client = await newClient()
    const { username } = await app.addUser('plain-user', { accountId: client.admin.accountId })
    assertFault(await client.get(at(username)), 404, 'itemNotFoundFault', 'Admin Not Found')
    assertFault(await client.send('DELETE', at(username)), 404, 'itemNotFoundFault')
  })
})

describe('the account keeps who runs it', () => {
  test('nobody deletes, disables or demotes the last super administrator, or ends oneself', async () => {
    const client = await newClient()
    const own = at(client.admin.username)
    for (const fields of [{ type: 'standard' }, { enabled: 'false' }]) {
      const answer = await client.form('PUT', own, fields)
      assert.ok([400, 403].includes(answer.statusCode), answer.body)
    }
    const deleted = await client.send('DELETE', own)
    assert.ok([400, 403].includes(deleted.statusCode), deleted.body)
    const { type, enabled } = (await client.get(own)).json()
    assert.deepEqual([type, enabled], ['super', true])
  })

  test('a demoted super administrator signs nothing any more, from the answer on', async () => {
    const client = await newClient()
    const other = await addAdministrator(app, client.admin.accountId)
    const ask = () => app.http.inject({ url: '/v1/customers/me', headers: signed(app, other) })
    assert.equal((await ask()).statusCode, 200)
    assertDone(await client.form('PUT', at(other.username), { type: 'standard' }))
    assertFault(await ask(), 403, 'unauthorizedFault', 'Authentication failed.')
  })

  test('addresses that an administrator is limited to hold for what the key pair signs, too', async () => {
    const client = await newClient()
    const other = await addAdministrator(app, client.admin.accountId)
    const ask = () => app.http.inject({ url: '/v1/customers/me', headers: signed(app, other) })
    assertDone(await client.form('PUT', at(other.username), { restrictedIps: '192.0.2.7' }))
    assertFault(await ask(), 403, 'unauthorizedFault', 'Authentication failed.')
    assertDone(await client.form('PUT', at(other.username), { restrictedIps: '127.0.0.1' }))
    assert.equal((await ask()).statusCode, 200)
  })
})

describe('the index of administrators', () => {
  test('comes by name in pages, and is searched in names and address', async () => {
    const client = await newClient()
    for (const name of ['zoe', 'Yan', 'Bob'])
      assertDone(
        await client.form('POST', at(`${name}.${names}`), {
          ...NEW,
          firstName: name === 'Bob' ? '7th' : `F${name}`,
          email: `${name}@x.example`,
        }),
      )
    const ids = async (query: string) => {
      const { admins, total } = (await client.get(`/v1/admins${query}`)).json()
      return [total, ...admins.map(({ adminId }: { adminId: string }) => adminId)]
    }
    const [own, bob, yan, zoe] = [client.admin.username, `Bob.${names}`, `Yan.${names}`, `zoe.${names}`]
    assert.deepEqual(await ids(''), [4, own, bob, yan, zoe])
    assert.deepEqual(await ids('?size=2&offset=1'), [4, bob, yan])
    assert.deepEqual(await ids('?offset=9'), [4])
    assert.deepEqual(await ids('?startsWith=yA'), [1, yan])
    assert.deepEqual(await ids('?contains=FZOE'), [1, zoe])
    assert.deepEqual(await ids('?startswith=0-9'), [1, bob])
    const { admins } = (await client.get('/v1/admins?size=1')).json()
    const keys = [
      'adminId',
      'firstName',
      'lastName',
      'type',
      'email',
      'enabled',
      'locked',
      'twoFactorEnabled',
    ]
    assert.deepEqual(Object.keys(admins[0]), keys)
  })

  test('and one administrator, in XML', async () => {
    const { client, name, put } = await withAnother()
    assertDone(await put({ restrictedIps: '192.0.2.7' }))
    const xml = async (path: string) =>
      (await client.send('GET', path, { headers: { accept: 'text/xml' } })).body
    assert.match(await xml('/v1/admins'), /<adminList .*<admins><admin><adminId>/)
    assert.match(
      await xml(at(name)),
      /<admin .*<restrictedIps><ip>192.0.2.7<\/ip><\/restrictedIps><\/admin>$/,
    )
  })
})

describe('version 3', () => {
  const V3 = '/v3/customers/me/admins'

  test('tells administrators by a page of its own kind, with the questions that its client takes out', async () => {
    const client = await newClient()
    const names = Array.from({ length: 3 }, () => `v3-${nextName()}`)
    for (const name of names) assertDone(await client.form('POST', at(name), NEW))
    const page = async (query: string) => (await client.get(`${V3}/?${query}`)).json().results
    const found: Record<string, unknown>[] = await page('pagesize=2&start=1&contains=V3-')
    assert.deepEqual(
      found.map(({ adminId }) => adminId),
      names.slice(1),
    )
    const shown = (await client.get(at(names[1] ?? ''))).json()
    const { allowSimultaneousLogins, passwordExpiration, restrictedIps, ...row } = shown
    assert.deepEqual(found[0], { ...row, securityQuestions: [] })
    assert.deepEqual([allowSimultaneousLogins, passwordExpiration, restrictedIps], [true, 0, []])
    const wishes = await client.get(`${V3}/?pagesize=2&start=0&notificationtype=billing`)
    assert.match(String(wishes.headers['x-warning']), /passed over/)
    assert.equal((await client.get(`${V3}/${names[0]}`)).json().adminId, names[0])
  })

  test('says in one member what is refused, also to those who have not signed', async () => {
    const client = await newClient()
    const unsigned = await app.http.inject({ method: 'GET', url: `${V3}/` })
    assert.deepEqual([unsigned.statusCode, unsigned.json()], [403, { details: 'Authentication failed.' }])
    const missing = await client.get(`${V3}/nobody`)
    assert.deepEqual([missing.statusCode, missing.json()], [404, { details: 'Admin Not Found' }])
    assert.equal((await client.get(`${V3}/?pagesize=x`)).statusCode, 400)
  })
})
