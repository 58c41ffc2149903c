import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { Browser } from '../../../../tests/support/browser.ts'
import { makeOwner } from '../../../../tests/support/deps.ts'
import { openTestHttp, panelFilesOf, type TestHttp } from '../../../../tests/support/http.ts'
import type { User } from '../../domain/users/user.ts'

const INDEX = `<!doctype html><html lang="en"><title>Keyward</title>${' '.repeat(500)}`
const SCRIPT = `console.log("panel")${' '.repeat(500)}`

function writeBuild(folder: string): void {
  mkdirSync(join(folder, 'assets'))
  for (const [name, text] of [
    ['index.html', INDEX],
    ['assets/index-B1a2C3d4.js', SCRIPT],
  ] as const) {
    writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(text))
  }
  writeFileSync(join(folder, 'forms.css'), 'body { margin: 0 }')
  writeFileSync(join(folder, '.secret'), 'not for the world')
  writeFileSync(join(folder, 'notes.md'), 'not for the world')
}

const ASSET = '/assets/index-B1a2C3d4.js'
let http: TestHttp
let owner: User
let browser: Browser

before(async () => {
  http = await openTestHttp({ panelFiles: panelFilesOf(writeBuild) })
  owner = (await makeOwner(http.deps)).user
  browser = new Browser(http)
  await browser.enter(owner)
})
after(() => http.close())

const get = (url: string, headers: Record<string, string> = {}) => browser.send('GET', url, { headers })

describe("the panel's files", () => {
  test('are sent in the smallest form that the browser reads', async () => {
    const forms = [
      ['gzip, deflate, br', 'br', (bytes: Buffer) => brotliDecompressSync(bytes)],
      ['gzip', 'gzip', (bytes: Buffer) => gunzipSync(bytes)],
      ['br;q=0, gzip', 'gzip', (bytes: Buffer) => gunzipSync(bytes)],
      ['identity', undefined, (bytes: Buffer) => bytes],
      ['', undefined, (bytes: Buffer) => bytes],
    ] as const
    for (const [accepted, encoding, read] of forms) {
      const answer = await get(ASSET, { 'accept-encoding': accepted })
      assert.equal(answer.headers['content-encoding'], encoding)
      assert.equal(read(answer.rawPayload).toString(), SCRIPT)
      assert.match(String(answer.headers.vary), /Accept-Encoding/)
    }
  })

  test('are kept for ever when their name changes with their content', async () => {
    const { headers } = await get(ASSET)
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(headers['content-type'], 'text/javascript; charset=utf-8')
    assert.equal(headers['x-content-type-options'], 'nosniff')
  })

  test('are asked about each time otherwise, and 304 when unchanged', async () => {
    const first = await get('/forms.css')
    assert.equal(first.headers['cache-control'], 'no-cache')
    const tag = String(first.headers.etag)
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`]) {
      const again = await get('/forms.css', { 'if-none-match': given })
      assert.deepEqual([again.statusCode, again.body], [304, ''])
    }
    assert.equal((await get('/forms.css', { 'if-none-match': '"other"' })).statusCode, 200)
  })

  test('have another tag in another encoding', async () => {
    const [br, plain] = [await get(ASSET, { 'accept-encoding': 'br' }), await get(ASSET)]
    assert.notEqual(br.headers.etag, plain.headers.etag)
  })

  test('need no sign-in: the sign-in page uses them', async () => {
    assert.equal((await new Browser(http).send('GET', '/forms.css')).statusCode, 200)
  })

  for (const path of [
    '/.secret',
    '/notes.md',
    '/assets/',
    '/assets',
    `${ASSET}.br`,
    '/assets/..%2fforms.css',
    '/../package.json',
    '/index.html',
  ]) {
    test(`hold nothing at ${path}`, async () => {
      const { statusCode, body } = await get(path)
      assert.ok([400, 404].includes(statusCode), String(statusCode))
      assert.doesNotMatch(body, /not for the world/)
    })
  }

  test('405 for anything but reading', async () => {
    const answer = await browser.send('DELETE', ASSET)
    assert.deepEqual([answer.statusCode, answer.headers.allow], [405, 'GET, HEAD'])
  })
})

describe('a page of the panel', () => {
  test('200 is one document at every address that nobody else answers', async () => {
    for (const address of ['/', '/account', '/usage?window=7d', '/a/b/c']) {
      const page = await browser.open(address)
      assert.deepEqual([page.statusCode, page.body], [200, INDEX])
      assert.equal(page.headers['cache-control'], 'no-cache')
    }
  })

  test('has the session fetched while its program is on its way, for those who have one', async () => {
    const { headers } = await browser.open('/account')
    assert.equal(headers.link, '</api/v1/session>; rel=preload; as=fetch; crossorigin')
    assert.equal((await new Browser(http).open('/apis')).headers.link, undefined)
  })

  test('304 carries the same headers', async () => {
    const { headers } = await browser.open('/account')
    const again = await browser.open('/account', { 'if-none-match': String(headers.etag) })
    assert.equal(again.statusCode, 304)
    assert.equal(again.headers['content-security-policy'], headers['content-security-policy'])
  })

  test('303 to the sign-in page and back, signed out', async () => {
    const stranger = new Browser(http)
    assert.equal((await stranger.open('/')).headers.location, '/login')
    const answer = await stranger.open('/usage?window=7d')
    assert.deepEqual(
      [answer.statusCode, answer.headers.location],
      [303, '/login?next=%2Fusage%3Fwindow%3D7d'],
    )
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test('200 at the catalog of APIs, signed out, saying that nobody is signed in', async () => {
    const stranger = new Browser(http)
    const signedOut = INDEX.replace('<html', '<html data-signed-out')
    for (const address of ['/apis', '/apis?q=token', '/apis/native/verify', '/apis/history']) {
      const page = await stranger.open(address)
      assert.deepEqual([page.statusCode, page.body], [200, signedOut])
      assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
    }
    assert.equal((await stranger.open('/apiserver')).statusCode, 303)
  })

  test('is another document once somebody has signed in, whatever was kept', async () => {
    const { headers } = await new Browser(http).open('/apis')
    const page = await browser.open('/apis', { 'if-none-match': String(headers.etag) })
    assert.deepEqual([page.statusCode, page.body], [200, INDEX])
  })

  test('404 as a problem for programs', async () => {
    for (const accept of ['*/*', 'application/json', 'text/html;q=0']) {
      const answer = await get('/account', { accept })
      assert.deepEqual([answer.statusCode, answer.json().code], [404, 'not_found'])
    }
    assert.equal(
      (await browser.send('POST', '/account', { headers: { accept: 'text/html' } })).statusCode,
      404,
    )
  })

  test('of an API that does not exist is a problem, not a page', async () => {
    const answer = await browser.open('/api/v1/nothing')
    assert.deepEqual([answer.statusCode, answer.json().code], [404, 'not_found'])
  })
})

describe('GET /', () => {
  test('is the panel only for those who name text/html', async () => {
    assert.equal((await browser.open('/')).body, INDEX)
    for (const accept of [undefined, '*/*', 'application/json', 'text/*']) {
      const answer = await browser.send('GET', '/', { headers: accept === undefined ? {} : { accept } })
      assert.equal(answer.statusCode, 300)
      assert.ok(answer.json().versions)
    }
  })

  test('tells caches that the answer depends on Accept', async () => {
    assert.match(String((await browser.open('/')).headers.vary), /\bAccept\b/)
    assert.match(String((await get('/')).headers.vary), /\bAccept\b/)
  })
})

describe('every page', () => {
  const pages = ['/', '/account', '/login', '/logout', '/setup', '/invite', '/setup/kwl_x']
  test('carries the headers that keep others out (S-39)', async () => {
    for (const address of pages) {
      const { headers } = await (address === '/login' ? new Browser(http) : browser).open(address)
      const policy = String(headers['content-security-policy']).split('; ')
      assert.deepEqual(
        policy.slice(0, 3),
        ["default-src 'none'", "script-src 'self'", "style-src 'self'"],
        address,
      )
      for (const part of [
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        assert.ok(policy.includes(part), part)
      }
      assert.doesNotMatch(policy.join(), /unsafe|\*|https?:/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
      assert.equal(headers['x-robots-tag'], 'noindex')
      assert.match(String(headers['permissions-policy']), /camera=\(\).*clipboard-write=\(self\)/)
      assert.equal(headers['strict-transport-security'], undefined)
    }
  })
})

describe('behind https', () => {
  let secure: TestHttp

  before(async () => {
    secure = await openTestHttp({ publicUrl: 'https://keys.example' })
    await makeOwner(secure.deps)
  })
  after(() => secure.close())

  test('cookies are Secure under a name that neighbours cannot plant', async () => {
    const visitor = new Browser(secure)
    const page = await visitor.open('/login')
    assert.match(
      String(page.headers['set-cookie']),
      /^__Host-kw-form=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    const answer = await visitor.submit(page, '/login', {
      username: 'olga',
      password: 'seven grey geese walked home',
    })
    assert.match(
      String(answer.headers['set-cookie']),
      /^__Host-kw=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    assert.equal((await visitor.api('GET', '/session')).statusCode, 200)
  })

  test('a cookie of the plain name is nobody', async () => {
    const visitor = new Browser(secure)
    await visitor.signIn('olga')
    visitor.cookies.set('kw', visitor.cookies.get('__Host-kw') ?? '')
    visitor.cookies.delete('__Host-kw')
    assert.equal((await visitor.api('GET', '/session')).statusCode, 401)
  })

  test('pages ask for https from then on', async () => {
    const { headers } = await new Browser(secure).open('/login')
    assert.equal(headers['strict-transport-security'], 'max-age=31536000')
  })
})

describe('without a build', () => {
  test('503 says how to make one, to those who are signed in', async () => {
    const bare = await openTestHttp()
    try {
      const visitor = new Browser(bare)
      await visitor.enter((await makeOwner(bare.deps)).user)
      const page = await visitor.open('/account')
      assert.equal(page.statusCode, 503)
      assert.match(page.body, /npm start/)
      assert.equal((await visitor.open('/login?next=/')).statusCode, 303)
    } finally {
      await bare.close()
    }
  })
})
