import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { updateAccount } from '../../server/src/domain/accounts/update-account.ts'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { changeAdministrator } from '../../server/src/domain/administrators/change-administrator.ts'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { deletePair, endPairOverlap } from '../../server/src/domain/key-pairs/end-pair.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import type { GenerateOptions } from '../../server/src/domain/key-pairs/pair-options.ts'
import type { PairScope } from '../../server/src/domain/key-pairs/pair-scope.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import { deleteUser } from '../../server/src/domain/users/delete-user.ts'
import { disableUser } from '../../server/src/domain/users/disable-user.ts'
import { hotMailbox } from '../../server/src/http/email-rest/hot-mailbox.ts'
import { nextRequestId } from '../../server/src/http/server.ts'
import { openTestApp, TESTER } from '../support/app.ts'
import { AGENT, addAdministrator, signatureOf, stampOf } from '../support/email.ts'
import { listenBeside } from '../support/ordinary.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'
import { HOUR_MS } from '../support/test-clock.ts'

// Show of a mailbox before Fastify, by pairs that are good for less than everything, and by those that were good.

const app = await openTestApp()
let isHot = false
const parts = {
  context: app.context,
  nextRequestId,
  onExchange: () => {
    isHot = true
  },
}
const server = await listenBeside(app, [hotMailbox(parts)])
after(() => server.close())

let made = 0

/** A pair of a new account, and how Show of its mailbox is answered: by status, and whether before Fastify. */
async function withPair(options: (domain: string) => GenerateOptions = () => ({})) {
  const { accountId, userId } = await addAdministrator(app)
  const domain = `h${++made}.example`
  await addDomain(app.deps, TESTER, { accountId, name: domain })
  const anna = { accountId, domain, name: 'anna', password: 'Str0ng-enough', settings: {} }
  await addMailbox(app.deps, TESTER, { ...anna, recoverDeleted: false })
  const pair = await generatePair(app.deps, TESTER, userId, { clockCheck: 'lenient', ...options(domain) })
  const show = async () => {
    isHot = false
    const signature = signatureOf(pair, stampOf(app.nowMs()))
    const lines = [`User-Agent: ${AGENT}`, `X-Api-Signature: ${signature}`]
    const target = `/v1/customers/me/domains/${domain}/rs/mailboxes/anna`
    const { status, body } = await sendRaw(server.port, rawRequest('GET', target, lines))
    const isRefused = status === 403 && body.includes('Authentication failed.')
    return isRefused ? 'not signed' : `${status}${isHot ? ' before' : ''}`
  }
  return { accountId, userId, show }
}

const named = (scope: (domain: string) => PairScope) => (domain: string) => ({
  name: 'program',
  scope: scope(domain),
})

describe('a pair that is good for a part', () => {
  for (const [what, options, answer] of [
    ['to read', named(() => ({ access: 'read', areas: null, domains: null })), '200'],
    ['for the domain', named((domain) => ({ access: 'write', areas: null, domains: [domain] })), '200'],
    ['for mailboxes', named(() => ({ access: 'write', areas: ['mailboxes'], domains: null })), '200'],
    ['for another domain', named(() => ({ access: 'write', areas: null, domains: ['x.example'] })), '403'],
    ['for aliases', named(() => ({ access: 'write', areas: ['aliases'], domains: null })), '403'],
    ['from this network', () => ({ name: 'program', networks: ['127.0.0.0/8'] }), '200'],
    ['from another network', () => ({ name: 'program', networks: ['192.0.2.0/24'] }), 'not signed'],
  ] as const)
    test(`${what} is left to Fastify, however often it comes: ${answer}`, async () => {
      const { show } = await withPair(options)
      assert.deepEqual([await show(), await show(), await show()], [answer, answer, answer])
    })
})

describe('a pair that was answered before Fastify is refused once', () => {
  type One = Awaited<ReturnType<typeof withPair>>
  const { deps } = app
  const soon = () => app.nowMs() + HOUR_MS
  const ENDS: readonly (readonly [string, () => GenerateOptions, (one: One) => unknown])[] = [
    ['it is replaced', () => ({}), ({ userId }) => generatePair(deps, TESTER, userId)],
    [
      'its overlap runs out',
      () => ({}),
      async ({ userId, show }) => {
        await generatePair(deps, TESTER, userId, { overlapSeconds: 60 })
        assert.deepEqual([await show(), await show()], ['200', '200 before'])
        app.wait(60_000)
      },
    ],
    [
      'its overlap is ended',
      () => ({}),
      async ({ userId }) => {
        await generatePair(deps, TESTER, userId, { overlapSeconds: 60 })
        await endPairOverlap(deps, TESTER, userId, '')
      },
    ],
    [
      'it runs out',
      () => ({ name: 'program', expiresAtMs: soon() }),
      () => {
        app.wait(HOUR_MS)
      },
    ],
    [
      'it is deleted',
      () => ({ name: 'program' }),
      ({ userId }) => deletePair(deps, TESTER, userId, 'program'),
    ],
    [
      'its administrator may come from elsewhere',
      () => ({}),
      ({ userId }) => changeAdministrator(deps, TESTER, userId, { networks: ['192.0.2.7'] }),
    ],
    [
      'its administrator is standard',
      () => ({}),
      ({ userId }) => changeAdminType(deps, TESTER, userId, 'standard'),
    ],
    ['its administrator is disabled', () => ({}), ({ userId }) => disableUser(deps, TESTER, userId)],
    ['its administrator is deleted', () => ({}), ({ userId }) => deleteUser(deps, TESTER, userId)],
    [
      'its account is suspended',
      () => ({}),
      ({ accountId }) => updateAccount(deps, TESTER, accountId, { enabled: false }),
    ],
  ]
  for (const [what, options, act] of ENDS)
    test(what, async () => {
      const one = await withPair(options)
      assert.deepEqual([await one.show(), await one.show()], ['200', '200 before'])
      await act(one)
      assert.deepEqual([await one.show(), await one.show()], ['not signed', 'not signed'])
    })
})
