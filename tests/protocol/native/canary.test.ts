import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSetUpLink } from '../../../server/src/domain/links/set-up.ts'
import { Browser } from '../../support/browser.ts'
import { auditOf } from '../../support/deps.ts'
import { openTestHttp } from '../../support/http.ts'

/** Every way a text may be hidden in plain sight. */
function spellings(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret)
  const texts = [
    secret,
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    encodeURIComponent(secret),
  ]
  return texts.map((text) => Buffer.from(text))
}

test('no secret that people and programs used is in database, log, metrics or error (S-94)', async () => {
  const http = await openTestHttp()
  try {
    const password = 'canary geese walked home again'
    const link = (await createSetUpLink(http.deps)) ?? ''
    const browser = new Browser(http)
    await browser.open(`/setup/${link}`)
    const ticket = browser.cookies.get('kw-ticket') ?? ''
    await browser.submit(await browser.open('/setup'), '/setup', {
      username: 'olga',
      password,
      again: password,
    })
    const first = browser.cookies.get('kw') ?? ''
    browser.csrfToken = (await browser.api('GET', '/session')).json().csrfToken
    const oldKey: string = (await browser.api('POST', '/users/me/key/reveal')).json().apiKey
    const newKey: string = (
      await browser.api('POST', '/users/me/key/reset', {}, { 'idempotency-key': 'i' })
    ).json().apiKey
    await browser.api('POST', '/session/step-up', { password })
    await browser.api('POST', '/session/step-up', { password: `${password} wrong` })
    const second = browser.cookies.get('kw') ?? ''
    const errors: string[] = []
    for (const authorization of [
      `Bearer ${oldKey}`,
      `Bearer ${newKey}x`,
      `Basic ${btoa(`${password}:${newKey}`)}`,
    ]) {
      errors.push((await new Browser(http).api('GET', '/verify', undefined, { authorization })).body)
    }
    errors.push((await new Browser(http).api('GET', `/verify?token=${newKey}`)).body)
    await browser.submit(await new Browser(http).open('/login'), '/login', {
      username: password,
      password: newKey,
    })
    await http.deps.calls.flush()

    const { body: metrics } = await http.send({ method: 'GET', url: '/metrics' })
    const account = (await http.deps.store.accounts.list())[0]?.id ?? ''
    const audit = [...(await auditOf(http.deps, account)), ...(await auditOf(http.deps, 'system'))]
    const places = new Map([
      ['log', Buffer.from(http.logs.join('\n'))],
      ['metrics', Buffer.from(metrics)],
      ['audit log', Buffer.from(JSON.stringify(audit))],
      ['errors', Buffer.from(errors.join('\n'))],
      ...filesIn(http.dataDir),
    ])
    const secrets = { password, link, ticket, first, second, oldKey, newKey, csrf: browser.csrfToken }
    for (const [name, secret] of Object.entries(secrets)) {
      assert.ok(secret.length >= 16, name)
      for (const [place, bytes] of places) {
        for (const spelling of spellings(secret))
          assert.ok(!bytes.includes(spelling), `${name} is in the ${place}`)
      }
    }
    assert.ok([...places.keys()].some((place) => place.endsWith('keyward.db')))
  } finally {
    await http.close()
  }
})

function filesIn(folder: string): readonly [string, Buffer][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path): [string, Buffer] => [path, readFileSync(path)])
}
