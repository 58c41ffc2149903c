import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { Browser, hiddenFields } from '../../../../tests/support/browser.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { makeResetLink } from '../../../../tests/support/mail.ts'
import {
  enterMailbox,
  MAILBOX_PASSWORD,
  makeMailbox,
  OTHER_MAILBOX_PASSWORD,
} from '../../../../tests/support/mailbox-owner.ts'
import { DomainError } from '../../domain/errors.ts'
import { linkPath } from '../../domain/links/create-link.ts'
import { createSetUpLink } from '../../domain/links/set-up.ts'
import { inviteUser } from '../../domain/users/invite-user.ts'

// What every form of the panel promises, whatever it is for.

let http: TestHttp
let browser: Browser

async function open() {
  http = await openTestHttp()
  browser = new Browser(http)
}
const close = () => http.close()

interface PlainForm {
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  /** Brings the browser to where the form is shown. */
  readonly prepare: () => Promise<void>
  readonly leadsTo: string
}

async function person() {
  const { account } = await makeOwner(http.deps)
  return makeUser(http.deps, account.id, 'ulla')
}

async function enterOwnMailbox() {
  const mailbox = await makeMailbox(http, (await person()).user.accountId)
  browser.cookies.set('kw-mailbox', (await enterMailbox(http, mailbox)).secret)
}

const FORMS: readonly PlainForm[] = [
  {
    path: '/login',
    fields: { username: 'ulla', password: PASSWORD },
    prepare: async () => void (await person()),
    leadsTo: '/',
  },
  {
    path: '/logout',
    fields: {},
    prepare: async () => browser.enter((await person()).user),
    leadsTo: '/login',
  },
  {
    path: '/setup',
    fields: { username: 'olga', password: PASSWORD, again: PASSWORD },
    prepare: async () =>
      void (await browser.open(linkPath('setup', (await createSetUpLink(http.deps)) ?? ''))),
    leadsTo: '/',
  },
  {
    path: '/invite',
    fields: { password: OTHER_PASSWORD, again: OTHER_PASSWORD },
    prepare: async () => {
      const { user } = await person()
      await browser.open(linkPath('invitation', (await inviteUser(http.deps, OPERATOR, user.id)).secret))
    },
    leadsTo: '/',
  },
  {
    path: '/reset',
    fields: { password: OTHER_PASSWORD, again: OTHER_PASSWORD },
    prepare: async () => {
      const { user } = await person()
      await browser.open(linkPath('reset', await makeResetLink(http.deps, user)))
    },
    leadsTo: '/',
  },
  {
    path: '/mailbox',
    fields: { address: 'ann@owners-100001.example', password: MAILBOX_PASSWORD },
    prepare: async () => void (await makeMailbox(http, (await person()).user.accountId, {}, 'ann')),
    leadsTo: '/mailbox',
  },
  {
    path: '/mailbox/password',
    fields: {
      current: MAILBOX_PASSWORD,
      password: OTHER_MAILBOX_PASSWORD,
      again: OTHER_MAILBOX_PASSWORD,
    },
    prepare: enterOwnMailbox,
    leadsTo: '/mailbox/password?done=1',
  },
  {
    path: '/mailbox/forwarding',
    fields: { forwardTo: 'ben@else.example', keep: '1' },
    prepare: enterOwnMailbox,
    leadsTo: '/mailbox/forwarding?done=1',
  },
]

/** The headers of S-39, which no page may lack, least of all one about a mistake. */
function checkPage({ headers, body }: LightMyRequestResponse, what: string): void {
  assert.match(String(headers['content-type']), /^text\/html; charset=utf-8$/, what)
  const policy = String(headers['content-security-policy'])
  for (const part of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
  ]) {
    assert.ok(policy.includes(part), `${what}: ${part}`)
  }
  assert.equal(headers['cache-control'], 'no-store', what)
  assert.equal(headers['x-content-type-options'], 'nosniff', what)
  assert.equal(headers['referrer-policy'], 'no-referrer', what)
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin', what)
  assert.ok(headers['x-request-id'], what)
  assert.doesNotMatch(
    body,
    /<script(?! src="\/(?:theme\.js"|passkey\.js" defer)><)|<style|\sstyle=|\son\w+=|javascript:/i,
    what,
  )
  assert.doesNotMatch(body, /geese|hens/, what)
}

for (const form of FORMS) {
  const { path, fields, leadsTo } = form
  describe(`the form at ${path}`, () => {
    describe('that is refused, and changes nothing,', () => {
      before(open)
      before(form.prepare)
      after(close)

      test('is refused with a token that is missing, wrong or somebody else’s, and changes nothing', async () => {
        const page = await browser.open(path)
        const stranger = new Browser(http)
        const { token: theirs = '' } = hiddenFields((await stranger.open('/login')).body)
        const { token = '' } = hiddenFields(page.body)
        const { token: _, ...rest } = { ...hiddenFields(page.body), ...fields }
        await changingNothing(http, async () => {
          for (const wrong of [
            null,
            '',
            theirs,
            token.toLowerCase(),
            `${token}A`,
            token.slice(1),
            'A'.repeat(43),
          ]) {
            const answer = await browser.post(path, { ...rest, ...(wrong !== null && { token: wrong }) })
            assert.equal(answer.statusCode, 403, String(wrong))
            checkPage(answer, path)
          }
        })
      })

      test('is refused as anything but a form within its limits, by a page, and changes nothing', async () => {
        const page = await browser.open(path)
        const good = { ...hiddenFields(page.body), ...fields }
        const text = new URLSearchParams(good).toString()
        const many = Array.from({ length: 30 }, (_, at) => `f${at}=1`).join('&')
        await changingNothing(http, async () => {
          for (const [status, type, payload] of [
            [415, 'application/json', JSON.stringify(good)],
            [415, 'text/plain', text],
            [415, 'multipart/form-data; boundary=x', `--x\r\n\r\n${text}\r\n--x--`],
            [400, 'application/x-www-form-urlencoded', `${text}&token=twice&token=twice`],
            [400, 'application/x-www-form-urlencoded', `${text}&password2=%00`],
            [400, 'application/x-www-form-urlencoded', `${text}&x=%ff`],
            [400, 'application/x-www-form-urlencoded', `${text}&x=%`],
            [400, 'application/x-www-form-urlencoded', `${text}&${many}`],
            [400, 'application/x-www-form-urlencoded', `${text}&x=${'a'.repeat(8_193)}`],
            [413, 'application/x-www-form-urlencoded', `${text}&x=${'a'.repeat(70_000)}`],
          ] as const) {
            const headers = { 'content-type': type, accept: 'text/html', 'sec-fetch-site': 'same-origin' }
            const answer = await browser.send('POST', path, { payload, headers })
            assert.equal(answer.statusCode, status, `${type} ${payload.slice(-20)}`)
            checkPage(answer, `${path} ${status}`)
          }
        })
      })

      test('takes no other method, and says so in a page', async () => {
        await changingNothing(http, async () => {
          for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
            const answer = await browser.send(method, path, { headers: { accept: 'text/html' } })
            assert.deepEqual([answer.statusCode, answer.headers.allow], [405, 'GET, HEAD, POST'])
            checkPage(answer, `${method} ${path}`)
          }
        })
      })

      test('reads nothing from the address', async () => {
        const page = await browser.open(path)
        await changingNothing(http, async () => {
          const query = new URLSearchParams({ next: '/x', name: 'mallory', ...hiddenFields(page.body) })
          const answer = await browser.post(`${path}?${query}`, {})
          assert.ok([400, 403].includes(answer.statusCode), `${answer.statusCode}`)
        })
      })
    })

    describe('that is sent', () => {
      beforeEach(open)
      beforeEach(form.prepare)
      afterEach(close)

      test('works without scripts: every input has its label, and sending it leads on', async () => {
        const page = await browser.open(path)
        checkPage(page, path)
        assert.match(page.body, new RegExp(`<form method="post" action="${path}">`))
        const ids = [...page.body.matchAll(/<(?:input|textarea)(?! type="hidden")[^>]* id="(\w+)"/g)].map(
          ([, id]) => id ?? '',
        )
        for (const name of Object.keys(fields)) assert.ok(ids.includes(name), name)
        for (const id of ids) assert.match(page.body, new RegExp(`<label for="${id}">`))
        const answer = await browser.submit(page, path, fields)
        assert.deepEqual([answer.statusCode, answer.headers.location], [303, leadsTo])
        assert.equal(answer.headers['cache-control'], 'no-store')
      })

      test('is refused from another site with everything right in it, and can be sent from here then', async () => {
        const page = await browser.open(path)
        await changingNothing(http, async () => {
          for (const headers of [
            { 'sec-fetch-site': 'cross-site' },
            { 'sec-fetch-site': 'same-site' },
            { 'sec-fetch-site': 'none' },
            { 'sec-fetch-site': '' },
          ]) {
            const answer = await browser.submit(page, path, fields, headers)
            assert.equal(answer.statusCode, 403)
            checkPage(answer, path)
          }
        })
        assert.equal((await browser.submit(page, path, fields)).statusCode, 303)
      })

      test('says that the server failed in a page of the same kind, without a word about it', async () => {
        const page = await browser.open(path)
        const { store } = http.deps
        const { transaction } = store
        for (const [fault, status] of [
          [new Error(`SELECT ${PASSWORD}`), 500],
          [new DomainError('storage.away'), 503],
          [new DomainError('storage.full'), 507],
        ] as const) {
          store.transaction = () => Promise.reject(fault)
          const answer = await browser.submit(page, path, fields)
          store.transaction = transaction
          assert.equal(answer.statusCode, status)
          checkPage(answer, `${path} ${status}`)
          assert.equal(answer.headers['retry-after'], status === 503 ? '1' : undefined)
          assert.doesNotMatch(answer.body, /SELECT|\.ts/)
        }
        assert.equal((await browser.submit(page, path, fields)).statusCode, 303)
      })
    })
  })
}
