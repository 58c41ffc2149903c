import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { auditOf } from '../../../../tests/support/deps.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { LOGIN_TOKEN_MS } from '../../domain/login-tokens/login-token.ts'
import { SERVICE_ADMIN } from '../../domain/roles/roles.ts'
import { fill, somebody, withDomain, world } from './mail-testing.ts'

async function withMailbox() {
  const { admin, domain } = await withDomain()
  await fill(admin, domain, ['anna'])
  const address = `anna@${domain}`
  return { admin, domain, address, path: `/mailboxes/${address}/login-token` }
}

/** Brings a token as a browser does. @returns the page that it leads to, or the status of a refusal */
async function open(url: string): Promise<string> {
  const { pathname, search } = new URL(url)
  const came = await world.http.app.inject(`${pathname}${search}`)
  if (came.statusCode !== 303) return `${came.statusCode}`
  const cookies = Object.fromEntries(came.cookies.map(({ name, value }) => [name, value]))
  const page = await world.http.app.inject({ url: String(came.headers.location), cookies })
  return page.body
}

describe('a mailbox is opened as its owner', () => {
  test('by an address that lets in once, and ends after ten minutes', async () => {
    const { admin, address, path } = await withMailbox()
    const made = await admin.ask('POST', path)
    assert.equal(made.statusCode, 201, made.body)
    const { token, url, expiresAt, ...more } = made.json()
    assert.deepEqual(more, {})
    assert.match(token, /^[0-9A-F]{64}$/)
    assert.equal(url, `http://localhost:8080/mailbox/token?loginToken=${token}`)
    assert.equal(Date.parse(expiresAt), world.http.clock.now() + LOGIN_TOKEN_MS)
    assert.ok((await open(url)).includes(address))
    assert.equal(await open(url), '404')
    const late = (await admin.ask('POST', path)).json().url
    world.http.clock.advance(LOGIN_TOKEN_MS)
    assert.equal(await open(late), '404')
  })

  test('by what the log tells of: who asked, for which mailbox, and that it was used; the token is not in it', async () => {
    const { admin, address, path } = await withMailbox()
    const { token, url } = (await admin.ask('POST', path)).json()
    await open(url)
    const log = await auditOf(world.http.deps, admin.user.accountId)
    assert.deepEqual(
      log.slice(-2).map(({ action, actor, target }) => [action, actor.split(' ')[0], target]),
      [
        ['mailbox.login_token', `user:${admin.user.id}`, `mailbox:${address}`],
        ['mailbox.session.start', `mailbox:${address}`, `mailbox:${address}`],
      ],
    )
    assert.ok(!JSON.stringify(log).includes(token))
  })

  test('by a person after a proof of presence, as a key is shown', async () => {
    const { admin, path } = await withMailbox()
    const browser = await world.browserOf(admin.user)
    assert.equal((await browser.api('POST', path)).statusCode, 201)
    world.http.clock.advance(6 * MINUTE_MS)
    const stale = await browser.api('POST', path)
    assert.deepEqual([stale.statusCode, stale.json().code], [403, 'step_up_needed'])
  })

  test('by nobody but super administrators, whatever else they may do in the domain', async () => {
    const { admin, path } = await withMailbox()
    const { accountId } = admin.user
    for (const type of ['standard', 'limited', null] as const) {
      const other = await somebody(accountId, type)
      await world.changingNothing(async () => {
        const asked = await other.ask('POST', path)
        assert.deepEqual([asked.statusCode, asked.json().code], [403, 'forbidden'], String(type))
      })
    }
  })

  test('by those who run the installation in every account, by another account in none', async () => {
    const { domain, path } = await withMailbox()
    const operator = await somebody(await world.newAccount(), null, [SERVICE_ADMIN])
    assert.equal((await operator.ask('POST', path)).statusCode, 201)
    const stranger = await somebody(await world.newAccount(), 'super')
    const [theirs, nobodys] = [
      await stranger.ask('POST', path),
      await stranger.ask('POST', `/mailboxes/anna@no-${domain}/login-token`),
    ]
    assert.deepEqual([theirs.statusCode, theirs.json().code], [404, nobodys.json().code])
    assert.equal(theirs.json().detail, nobodys.json().detail)
  })

  test('only while its owner could come in', async () => {
    const { admin, address, path } = await withMailbox()
    const early = (await admin.ask('POST', path)).json().url
    await admin.ask('PATCH', `/mailboxes/${address}`, { enabled: false })
    assert.equal(await open(early), '404')
    const blocked = await admin.ask('POST', path)
    assert.deepEqual([blocked.statusCode, blocked.json().field], [400, 'enabled'])
    await admin.ask('DELETE', `/mailboxes/${address}`)
    assert.equal((await admin.ask('POST', path)).statusCode, 404)
  })
})
