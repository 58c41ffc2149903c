import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { SILENT_DNS } from '../../../../tests/support/deps.ts'
import { addAdministrator, assertFault, type Pair, pairOf } from '../../../../tests/support/email.ts'
import {
  EMAIL_ADDRESSES,
  EMAIL_OPERATIONS,
  type EmailOperation,
} from '../../../../tests/support/email-operations.ts'
import { type PairKind, pairKinds, REFUSALS, type Refusal } from '../../../../tests/support/email-pairs.ts'
import { asksFor, type EmailPlace, mendPlace, newEmailPlace } from '../../../../tests/support/email-places.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { changeAdminType } from '../../domain/administrators/change-admin-type.ts'
import { changeAdministrator } from '../../domain/administrators/change-administrator.ts'
import { deletePair, endPairOverlap } from '../../domain/key-pairs/end-pair.ts'
import { generatePair } from '../../domain/key-pairs/generate-pair.ts'
import type { GenerateOptions } from '../../domain/key-pairs/pair-options.ts'
import { deleteUser } from '../../domain/users/delete-user.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { describedEmail } from './description.ts'

// Every operation of the signed API by every kind of pair: what is not given is refused, and changes nothing.

const app = await openTestApp(undefined, { dns: { ...SILENT_DNS, txt: async () => [] } })
const accountId = await app.addAccount('the account of the matrix')
const KINDS = await pairKinds(app, accountId)
const HOME = app.owner.accountId
interface Places {
  readonly own: EmailPlace
  readonly home: EmailPlace
}
const newPlaces = async (): Promise<Places> => ({
  own: await newEmailPlace(app, accountId),
  home: await newEmailPlace(app, HOME),
})
/** Where things are looked at, and where everything is asked that will be refused. */
const QUIET = await newPlaces()
/** Where things are added and changed. */
const BUSY = await newPlaces()

const placeOf = ({ isAtHome = false }: PairKind, { own, home }: Places) => (isAtHome ? home : own)

/** The pairs of every kind for a place. */
async function pairsIn(places: Places) {
  const made = new Map<PairKind, Pair>()
  for (const kind of KINDS) made.set(kind, await kind.pair(placeOf(kind, places)))
  return (kind: PairKind): Pair => made.get(kind) ?? assert.fail(kind.name)
}

const quietPairs = await pairsIn(QUIET)
const busyPairs = await pairsIn(BUSY)

/** Limits are per minute, and time stands still. */
const ask = (...given: Parameters<typeof asksFor>) => {
  app.wait(MINUTE_MS)
  return asksFor(...given)
}

/** Another account is to be suspended by those alone who may; the others try it with the own one. */
const asRefused = ({ names: { customer: _spare, ...names } = {}, ...operation }: EmailOperation) => ({
  ...operation,
  names,
})

async function assertRefusedTo(kind: PairKind, operation: EmailOperation, wanted: Refusal) {
  const place = placeOf(kind, QUIET)
  const answer = await ask(app, quietPairs(kind), asRefused(operation), place, kind.customer)
  const [status, root, message] = REFUSALS[wanted]
  assert.equal(answer.statusCode, status, `${kind.name}: ${answer.body}`)
  assertFault(answer, status, root, message)
}

async function assertDoneFor(kind: PairKind, operation: EmailOperation) {
  const isReading = operation.method === 'GET'
  const [places, pair] = isReading ? [QUIET, quietPairs] : [BUSY, busyPairs]
  const place = placeOf(kind, places)
  if (!isReading) await mendPlace(app, kind.isAtHome ? HOME : accountId, place)
  const answer = await ask(app, pair(kind), operation, place, kind.customer)
  assert.equal(answer.statusCode, operation.done ?? 200, `${kind.name}: ${answer.body}`)
}

const addressOf = ({ method, path }: EmailOperation) => `${method} ${path}`

describe('every operation of the signed API is for pairs that are good for it', () => {
  test('it is refused to all others, and changes nothing', (t) =>
    changingNothing(app, async () => {
      for (const operation of EMAIL_OPERATIONS) {
        await t.test(addressOf(operation), async () => {
          for (const kind of KINDS) {
            const verdict = kind.verdict(operation)
            if (verdict !== 'done' && verdict !== 'not asked') await assertRefusedTo(kind, operation, verdict)
          }
        })
      }
    }))

  for (const operation of EMAIL_OPERATIONS)
    test(`${addressOf(operation)} is done for those`, async () => {
      for (const kind of KINDS) if (kind.verdict(operation) === 'done') await assertDoneFor(kind, operation)
    })

  test('each operation is described as what it needs', () => {
    const { paths } = describedEmail.openApi('https://keys.example')
    const rights = { nothing: 'any', everything: 'super' } as const
    for (const { method, path, needs } of EMAIL_OPERATIONS) {
      const operation = paths[`/v1${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()]
      // What is not served has a row, too.
      if (!EMAIL_ADDRESSES.includes(`${method} ${path}`)) continue
      const needed = needs === 'nothing' || needs === 'everything' ? rights[needs] : needs
      assert.partialDeepStrictEqual(operation, { 'x-rights': [needed] }, `${method} ${path}`)
    }
  })

  test('each route has a row, and each row a route', () => {
    const routes = app.routes.filter(({ dialect, method }) => dialect === 'email' && method !== 'HEAD')
    const served = routes.map(({ method, path }) => `${method} ${path.slice('/v1'.length)}`)
    assert.deepEqual(EMAIL_ADDRESSES.toSorted(), served.toSorted())
  })
})

/** Pairs that are no good any more, or not from here. */
const ENDED: Readonly<Record<string, () => Promise<Pair>>> = {
  'a pair of one who is standard now': () =>
    afterwards((id) => changeAdminType(app.deps, TESTER, id, 'standard')),
  'a pair of one who is limited now': () =>
    afterwards((id) => changeAdminType(app.deps, TESTER, id, 'limited')),
  'a pair of one who is no administrator now': () =>
    afterwards((id) => changeAdminType(app.deps, TESTER, id, null)),
  'a pair of one who is disabled': () => afterwards((id) => disableUser(app.deps, TESTER, id)),
  'a pair of one who was deleted': () => afterwards((id) => deleteUser(app.deps, TESTER, id)),
  'a pair of one who may come from elsewhere': () =>
    afterwards((id) => changeAdministrator(app.deps, TESTER, id, { networks: ['192.0.2.0/24'] })),
  'a pair that was replaced': () => afterwards((userId) => pairOf(app, { userId })),
  'a pair whose overlap is over': () =>
    afterwards(async (id) => {
      await generatePair(app.deps, TESTER, id, { overlapSeconds: 1 })
      app.wait(1_000)
    }),
  'a pair whose overlap was ended': () =>
    afterwards(async (id) => {
      await generatePair(app.deps, TESTER, id, { overlapSeconds: 60 })
      await endPairOverlap(app.deps, TESTER, id, '')
    }),
  'a named pair that was deleted': () =>
    afterwards((id) => deletePair(app.deps, TESTER, id, 'named'), { name: 'named' }),
  'a named pair that has run out': async () => {
    const ended = await afterwards(async () => {}, { name: 'named', expiresAtMs: app.nowMs() + 1_000 })
    app.wait(1_000)
    return ended
  },
  'a named pair for another network': () =>
    afterwards(async () => {}, { name: 'named', networks: ['192.0.2.0/24'] }),
}

const A_LOOK = EMAIL_OPERATIONS.find(({ needs }) => needs === 'nothing') ?? assert.fail()

/** A pair of somebody new, once it was good and then this has happened. */
async function afterwards(
  act: (userId: string) => Promise<unknown>,
  terms: GenerateOptions = {},
): Promise<Pair> {
  const { userId } = await addAdministrator(app, accountId)
  const lenient = { clockCheck: 'lenient', ...terms } as const
  const { userKey, secretKey } = await generatePair(app.deps, TESTER, userId, lenient)
  const pair = { userKey, secretKey }
  const isGood = await asksFor(app, pair, A_LOOK, QUIET.own)
  assert.equal(isGood.statusCode, terms.networks ? 403 : 200)
  await act(userId)
  return pair
}

describe('a pair that is no good is refused in the same words at every address, and nothing is changed', () => {
  for (const [name, make] of Object.entries(ENDED))
    test(name, async () => {
      const pair = await make()
      await changingNothing(app, async () => {
        for (const operation of EMAIL_OPERATIONS) {
          const answer = await ask(app, pair, operation, QUIET.own)
          assert.equal(answer.statusCode, 403, `${addressOf(operation)}: ${answer.body}`)
          assertFault(answer, 403, 'unauthorizedFault', 'Authentication failed.')
        }
      })
    })
})
