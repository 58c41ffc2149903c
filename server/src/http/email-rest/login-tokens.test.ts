import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { auditOf, visitFrom } from '../../../../tests/support/deps.ts'
import {
  addAdministrator,
  assertDone,
  assertFault,
  emailClient,
  withMailDomain,
} from '../../../../tests/support/email.ts'
import { LOGIN_TOKEN_MS } from '../../domain/login-tokens/login-token.ts'
import { useMailboxToken } from '../../domain/login-tokens/use-mailbox-token.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

const app = await openTestApp()
after(() => app.close())

const PASSWORD = 'Str0ng-enough'
const gone = { code: 'link.not_found' }

async function tokenFor(client: ReturnType<typeof emailClient>, userName: string): Promise<string> {
  const answer = await client.form('POST', '/v1/customers/me/loginToken', { userName, virtualUser: 'false' })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().token
}

const byToken = (token: string) => useMailboxToken(app.deps, token, { ...visitFrom(), broughtSecret: null })

async function letIn(token: string, at = '/TokenLogin.aspx') {
  const answer = await app.http.inject(`${at}?loginToken=${token}`)
  const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))
  const session = await app.http.inject({ url: '/api/v1/session', cookies })
  return { status: answer.statusCode, to: answer.headers.location, user: session.json().user?.name ?? null }
}

describe("an administrator's login token", () => {
  test('has the members that clients read', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const userName = client.admin.username
    const answer = await client.form('POST', '/v1/customers/me/loginToken', { userName })
    const { dateCreated, token, user, ...more } = answer.json()
    assert.deepEqual([user, more], [userName, {}])
    assert.match(token, /^[0-9A-F]{64}$/)
    assert.match(dateCreated, /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d [AP]M$/)
  })

  test('is never made for a virtual user: there is none, and nobody else is let in instead', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const ask = (virtualUser: string) =>
      client.form('POST', '/v1/customers/me/loginToken', { userName: client.admin.username, virtualUser })
    for (const yes of ['true', 'True', '1'])
      assertFault(await ask(yes), 400, 'validationFault', /no virtual users/)
    assertFault(await ask('perhaps'), 400, 'badRequestFault', /virtualUser/)
    for (const no of ['false', '0', '']) assert.equal((await ask(no)).statusCode, 200, no)
  })

  test('signs in once, at the address of the vendor and at our own', async () => {
    const client = emailClient(app, await addAdministrator(app))
    for (const at of ['/TokenLogin.aspx', '/login/token']) {
      const token = await tokenFor(client, client.admin.username)
      assert.deepEqual(await letIn(token, at), { status: 303, to: '/', user: client.admin.username })
      assert.deepEqual(await letIn(token, at), { status: 404, to: undefined, user: null })
    }
  })

  test('lets one of two in who bring it at the same moment', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const token = await tokenFor(client, client.admin.username)
    const answers = await Promise.all([letIn(token), letIn(token), letIn(token)])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 404, 404])
  })

  test('is not used up by a HEAD, which filters send', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const token = await tokenFor(client, client.admin.username)
    await app.http.inject({ method: 'HEAD', url: `/TokenLogin.aspx?loginToken=${token}` })
    assert.equal((await letIn(token)).status, 303)
  })

  test('lives ten minutes', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const [early, late] = [
      await tokenFor(client, client.admin.username),
      await tokenFor(client, client.admin.username),
    ]
    app.wait(LOGIN_TOKEN_MS - 1)
    assert.equal((await letIn(early)).status, 303)
    app.wait(1)
    assert.equal((await letIn(late)).status, 404)
  })

  test('dies with its user', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const other = await addAdministrator(app, client.admin.accountId)
    const token = await tokenFor(client, other.username)
    await disableUser(app.deps, TESTER, other.userId)
    assert.equal((await letIn(token)).status, 404)
    const again = await client.form('POST', '/v1/loginToken', { userName: other.username })
    assertFault(again, 400, 'validationFault', 'The user is disabled.')
  })

  test('is not made for somebody who may do more: nobody rises by it', async () => {
    const client = emailClient(app, await addAdministrator(app))
    for (const role of ['identity:user-admin', 'identity:user-manage', 'identity:service-admin']) {
      const { username } = await app.addUser(`above-${role.slice(9)}`, {
        accountId: client.admin.accountId,
        roles: [role],
      })
      const answer = await client.form('POST', '/v1/customers/me/loginToken', { userName: username })
      assertFault(answer, 403, 'unauthorizedFault', 'This user may do more than you.')
    }
  })

  test('is for nobody of another account, who is as unknown as nobody', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const stranger = await addAdministrator(app)
    for (const userName of [stranger.username, 'nobody-there'])
      assertFault(
        await client.form('POST', '/v1/loginToken', { userName }),
        404,
        'itemNotFoundFault',
        'Admin Not Found',
      )
    assertFault(
      await client.form('POST', '/v1/loginToken', {}),
      400,
      'badRequestFault',
      'Missing required field: userName',
    )
  })

  test('is told in the audit log, without itself', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const token = await tokenFor(client, client.admin.username)
    await letIn(token)
    const log = await auditOf(app.deps, client.admin.accountId)
    const issued = log.find(({ action }) => action === 'login_token.create')
    assert.match(issued?.actor ?? '', /key-pair:/)
    assert.equal(log.find(({ action }) => action === 'session.start')?.details['method'], 'login-token')
    assert.ok(!JSON.stringify(log).includes(token))
  })

  test('nonsense in its place is a page that says so', async () => {
    for (const query of ['', '?loginToken=', '?loginToken=x', `?loginToken=${'F'.repeat(64)}`]) {
      const answer = await app.http.inject(`/TokenLogin.aspx${query}`)
      assert.equal(answer.statusCode, 404)
      assert.match(answer.body, /This link does not work/)
    }
  })
})

describe("a mailbox's login token", () => {
  async function withToken() {
    const made = await withMailDomain(app)
    assertDone(await made.client.form('POST', made.at('anna'), { password: PASSWORD }))
    const path = `${made.at('anna')}/logintoken`
    const make = async (): Promise<string> => (await made.client.send('POST', path)).json().token
    return { ...made, path, make }
  }

  test('names its mailbox when it is used, once', async () => {
    const { domain, make } = await withToken()
    const token = await make()
    assert.equal((await byToken(token)).mailbox.address, `anna@${domain}`)
    await assert.rejects(byToken(token), gone)
  })

  test('comes with its user and date, in XML too', async () => {
    const { client, domain, path } = await withToken()
    const answer = await client.send('POST', path.replace('logintoken', 'loginToken'), {
      headers: { accept: 'text/xml' },
    })
    assert.match(answer.body, /<loginToken .*<dateCreated>.*<token>[0-9A-F]{64}<\/token><user>/)
    assert.ok(answer.body.includes(`anna@${domain}`))
  })

  test('is no token of an administrator, nor the reverse', async () => {
    const { client, make } = await withToken()
    const token = await make()
    assert.equal((await letIn(token)).status, 404)
    assert.ok(await byToken(token), 'the wrong door does not use it up')
    const admins = await tokenFor(client, client.admin.username)
    await assert.rejects(byToken(admins), gone)
    assert.equal((await letIn(admins)).status, 303)
  })

  test('opens nothing once the mailbox is blocked or deleted', async () => {
    const { client, at, path, make } = await withToken()
    const [blocked, deleted] = [await make(), await make()]
    assertDone(await client.form('PUT', at('anna'), { enabled: 'false' }))
    await assert.rejects(byToken(blocked), gone)
    assertFault(await client.send('POST', path), 400, 'validationFault', 'The mailbox is disabled.')
    assertDone(await client.form('PUT', at('anna'), { enabled: 'true' }))
    assertDone(await client.send('DELETE', at('anna')))
    await assert.rejects(byToken(deleted), gone)
    assertFault(await client.send('POST', path), 404, 'itemNotFoundFault', 'Mailbox Not Found')
  })

  test('lives ten minutes', async () => {
    const { make } = await withToken()
    const token = await make()
    app.wait(LOGIN_TOKEN_MS)
    await assert.rejects(byToken(token), gone)
  })
})
