import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { RevealedKey, Session, User } from '../../../server/src/http/native/schemas.ts'
import { hiddenFields } from '../../support/browser.ts'
import { startServer, type TestServer } from '../../support/server.ts'

const PASSWORD = 'seven grey geese walked home'
const OTHER_PASSWORD = 'nine wet hens stayed outside'

/** A browser over the real network: keeps cookies, follows nothing. */
class Visitor {
  readonly #cookies = new Map<string, string>()
  url: string

  constructor(url: string) {
    this.url = url
  }

  async ask(
    path: string,
    request: RequestInit = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const own = { cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin', ...headers }
    const response = await fetch(new URL(path, this.url), { ...request, redirect: 'manual', headers: own })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return response
  }

  async submit(path: string, fields: Record<string, string>): Promise<Response> {
    const page = await (await this.ask(path)).text()
    const body = new URLSearchParams({ ...hiddenFields(page), ...fields })
    return this.ask(path, { method: 'POST', body }, { 'content-type': 'application/x-www-form-urlencoded' })
  }

  async api(method: string, path: string, csrfToken = '') {
    const response = await this.ask(
      `/api/v1${path}`,
      { method },
      { accept: '*/*', 'x-csrf-token': csrfToken },
    )
    return { status: response.status, body: response.status === 204 ? null : await response.json() }
  }
}

function linkIn(text: string): string {
  return /http:\/\/localhost:\d+(\/(?:setup|invite)\/kwl_\w+)/.exec(text)?.[1] ?? ''
}

async function verify(server: TestServer, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` }
  return (await fetch(`${server.url}/api/v1/verify`, { headers })).status
}

const UNATTENDED = { KEYWARD_OWNER_USERNAME: '', KEYWARD_OWNER_PASSWORD: '' }

test('the first hour: set up by the printed link, see the key, use it, reset it, invite somebody, start again', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-hour-'))
  let server = await startServer({ dataDir, env: UNATTENDED })
  try {
    const link = linkIn(server.output())
    assert.ok(link, 'a link is printed')
    const owner = new Visitor(server.url)
    assert.equal((await owner.ask('/')).headers.get('location'), '/login')
    assert.equal((await owner.ask(link)).headers.get('location'), '/setup')
    const made = await owner.submit('/setup', { username: 'olga', password: PASSWORD, again: PASSWORD })
    assert.equal(made.headers.get('location'), '/')
    assert.equal((await new Visitor(server.url).ask(link)).status, 404)

    const { csrfToken } = Session.parse((await owner.api('GET', '/session')).body)
    const { apiKey: old } = RevealedKey.parse(
      (await owner.api('POST', '/users/me/key/reveal', csrfToken)).body,
    )
    assert.equal(await verify(server, old), 200)
    const { apiKey: fresh } = RevealedKey.parse(
      (await owner.api('POST', '/users/me/key/reset', csrfToken)).body,
    )
    assert.deepEqual([await verify(server, old), await verify(server, fresh)], [401, 200])

    const created = await server.cli([
      'user',
      'create',
      '--account',
      '100001',
      '--username',
      'ulla',
      '--json',
    ])
    assert.equal(created.exitCode, 0, created.stderr)
    const invited = await server.cli(['user', 'invite', '--username', 'ulla'])
    assert.equal(invited.exitCode, 0, invited.stderr)
    const guest = new Visitor(server.url)
    const invitation = linkIn(invited.stdout)
    assert.equal((await guest.ask(invitation)).headers.get('location'), '/invite')
    await guest.submit('/invite', { password: OTHER_PASSWORD, again: OTHER_PASSWORD })
    assert.equal(User.parse((await guest.api('GET', '/users/me')).body).name, 'ulla')

    await server.stop()
    server = await startServer({ dataDir, env: UNATTENDED })
    assert.equal(linkIn(server.output()), '', 'no second link is printed')
    assert.deepEqual([await verify(server, old), await verify(server, fresh)], [401, 200])
    owner.url = server.url
    assert.equal(Session.parse((await owner.api('GET', '/session')).body).user.name, 'olga')
    assert.equal((await owner.api('DELETE', '/session', csrfToken)).status, 204)
    assert.equal((await owner.api('GET', '/session')).status, 401)
    const again = await owner.submit('/login', { username: 'olga', password: PASSWORD })
    assert.equal(again.headers.get('location'), '/')
    assert.doesNotMatch(server.output(), new RegExp(`${old}|${fresh}|geese|hens|kwl_`))
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
