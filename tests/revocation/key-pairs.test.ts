import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { updateAccount } from '../../server/src/domain/accounts/update-account.ts'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { changeAdministrator } from '../../server/src/domain/administrators/change-administrator.ts'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { changePair } from '../../server/src/domain/key-pairs/change-pair.ts'
import { deletePair, endPairOverlap } from '../../server/src/domain/key-pairs/end-pair.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import { KnownState } from '../../server/src/domain/login/known-state.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import { disableUser } from '../../server/src/domain/users/disable-user.ts'
import { enableUser } from '../../server/src/domain/users/enable-user.ts'
import { openTestApp, TESTER, type TestApp, type TestUser } from '../support/app.ts'
import { count } from '../support/counts.ts'
import { AGENT, addAdministrator, signatureOf, stampOf } from '../support/email.ts'
import { freshDatabase, postgresMissing } from '../support/postgres.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'
import { MINUTE_MS } from '../support/test-clock.ts'

const ROUNDS = count(420)
/** Each check asks the database there. */
const ROUNDS_ON_POSTGRES = count(210)
const PROGRAMS = 4
/** By each program, in a round, of those that begin once the pair has ended. */
const CALLS_AFTER = 2
const NAMED = 'program'

/** What takes a pair away, and what gives the administrator another one. */
interface Ending {
  readonly name: string
  /** Which of the pairs of the administrator. */
  readonly pair: '' | typeof NAMED
  readonly end: (app: TestApp, user: TestUser) => Promise<unknown>
  readonly restore?: (app: TestApp, user: TestUser) => Promise<unknown>
}

const ENDINGS: readonly Ending[] = [
  { name: 'generated anew', pair: '', end: ({ deps }, { userId }) => generatePair(deps, TESTER, userId) },
  {
    name: 'deleted by its name',
    pair: NAMED,
    end: ({ deps }, { userId }) => deletePair(deps, TESTER, userId, NAMED),
  },
  {
    name: 'of one who is disabled',
    pair: '',
    end: ({ deps }, { userId }) => disableUser(deps, TESTER, userId),
    restore: ({ deps }, { userId }) => enableUser(deps, TESTER, userId),
  },
  {
    name: 'of one who is no super administrator',
    pair: NAMED,
    end: ({ deps }, { userId }) => changeAdminType(deps, TESTER, userId, 'standard'),
    restore: ({ deps }, { userId }) => changeAdminType(deps, TESTER, userId, 'super'),
  },
  {
    name: 'at the end of an overlap',
    pair: NAMED,
    end: async ({ deps }, { userId }) => {
      await generatePair(deps, TESTER, userId, { name: NAMED, overlapSeconds: 3_600 })
      await endPairOverlap(deps, TESTER, userId, NAMED)
    },
  },
  {
    name: 'of a suspended account',
    pair: '',
    end: ({ deps }, { accountId }) => updateAccount(deps, TESTER, accountId, { enabled: false }),
    restore: ({ deps }, { accountId }) => updateAccount(deps, TESTER, accountId, { enabled: true }),
  },
  {
    name: 'of one who may come from elsewhere',
    pair: '',
    end: ({ deps }, { userId }) => changeAdministrator(deps, TESTER, userId, { networks: ['192.0.2.7'] }),
    restore: ({ deps }, { userId }) => changeAdministrator(deps, TESTER, userId, { networks: [] }),
  },
]

interface Place {
  readonly app: TestApp
  readonly port: number
  readonly user: TestUser
  /** A question before Fastify, one within, and a change. */
  readonly calls: readonly (readonly [method: string, path: string, body: string])[]
}

async function placeIn(app: TestApp): Promise<Place> {
  const port = Number(new URL(await app.http.listen({ host: '127.0.0.1', port: 0 })).port)
  const user = await addAdministrator(app)
  const { accountId } = user
  const domain = 'hammered.example'
  await addDomain(app.deps, TESTER, { accountId, name: domain })
  const anna = { accountId, domain, name: 'anna', password: 'Str0ng-enough', settings: {} }
  await addMailbox(app.deps, TESTER, { ...anna, recoverDeleted: false })
  const mailboxes = `/v1/domains/${domain}/rs/mailboxes`
  const calls = [
    ['GET', `${mailboxes}/anna`, ''],
    ['GET', mailboxes, ''],
    ['PUT', `${mailboxes}/anna`, 'displayName=Anna'],
  ] as const
  return { app, port, user, calls }
}

/** The pair that is to end, new where it is a named one or there is none. */
async function pairFor({ app: { deps }, user: { userId } }: Place, { pair: name }: Ending) {
  const options = name === '' ? {} : { name, scope: null, clockCheck: 'lenient' as const }
  const pair = await generatePair(deps, TESTER, userId, options)
  const limits = { read: 1_000_000, write: 1_000_000 }
  await changePair(deps, TESTER, userId, { limits }, name)
  return pair
}

interface Late {
  readonly ending: string
  readonly call: string
}

/** Programs call with a pair until well after it has ended; returns what was accepted of what began after that. */
async function hammer(place: Place, ending: Ending): Promise<readonly Late[]> {
  const { app, port, user, calls } = place
  // Limits are by the minute, and time stands still.
  app.wait(2 * MINUTE_MS)
  const pair = await pairFor(place, ending)
  const lines = [
    `User-Agent: ${AGENT}`,
    `X-Api-Signature: ${signatureOf(pair, stampOf(app.nowMs()))}`,
    'Content-Type: application/x-www-form-urlencoded',
  ]
  const late: Late[] = []
  let [isEnded, accepted] = [false, 0]
  const program = async (first: number) => {
    let at = first
    for (let after = 0; after < CALLS_AFTER * calls.length; at++) {
      const [method, path, body] = calls[at % calls.length] ?? assert.fail()
      const beganAfter = isEnded
      const { status } = await sendRaw(port, rawRequest(method, path, lines, body))
      assert.ok(status === 200 || status === 403, `${method} ${path}: ${status}`)
      if (status === 200) accepted++
      if (!beganAfter) continue
      after++
      if (status === 200) late.push({ ending: ending.name, call: `${method} ${path}` })
    }
  }
  const programs = Array.from({ length: PROGRAMS }, (_, at) => program(at))
  while (accepted < PROGRAMS * calls.length) await turn()
  await ending.end(app, user)
  isEnded = true
  await Promise.all(programs)
  await ending.restore?.(app, user)
  return late
}

async function hammerAll(
  app: TestApp,
  rounds: number,
  beforeRound: () => void = () => {},
): Promise<readonly Late[]> {
  const place = await placeIn(app)
  const late: Late[] = []
  for (let round = 0; round < rounds; round++) {
    beforeRound()
    late.push(...(await hammer(place, ENDINGS[round % ENDINGS.length] ?? assert.fail())))
  }
  await app.close()
  return late
}

describe('a key pair that has ended while programs hammer the e-mail API', () => {
  for (const [engine, rounds, database] of [
    ['SQLite', ROUNDS, async () => undefined],
    ['PostgreSQL', ROUNDS_ON_POSTGRES, () => freshDatabase()],
  ] as const) {
    const skip = engine === 'PostgreSQL' && postgresMissing()
    test(`on ${engine} is accepted in no request that began after the answer, ${rounds} times`, {
      skip,
    }, async () => {
      assert.deepEqual(await hammerAll(await openTestApp(await database()), rounds), [])
    })
  }

  test('and where memory forgot late that would be noticed, whatever ended it', async (t) => {
    const { forget } = KnownState.prototype
    const putOff: (() => void)[] = []
    t.mock.method(
      KnownState.prototype,
      'forget',
      function later(this: KnownState, changes: readonly string[]) {
        putOff.push(() => forget.call(this, changes))
      },
    )
    const late = await hammerAll(await openTestApp(), ENDINGS.length, () => {
      for (const act of putOff.splice(0)) act()
    })
    const found = new Set(late.map(({ ending }) => ending))
    assert.deepEqual(
      [...found],
      ENDINGS.map(({ name }) => name),
    )
    assert.ok(late.some(({ call }) => call.endsWith('/anna')))
  })
})
