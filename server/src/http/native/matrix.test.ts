import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { shareOf } from '../../../../tests/support/counts.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import {
  namesUser,
  OPERATIONS,
  type Operation,
  takesCredential,
} from '../../../../tests/support/native-operations.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../../domain/roles/roles.ts'
import type { CreatedUser } from '../../domain/users/create-user.ts'

// F-10: every operation that names a user x who asks x whom about. `ok` is within reach, whatever the operation then
// says about the state; everything else is refused, with exactly this status, and changes nothing.
const WHO = ['default', 'manager', 'owner', 'staff', 'operator'] as const
const WHOM = [
  'self',
  'default',
  'manager',
  'owner',
  'staff of the account',
  'default elsewhere',
  'owner elsewhere',
  'staff',
  'operator',
  'nobody',
] as const
type Who = (typeof WHO)[number]
type Whom = (typeof WHOM)[number]
type Verdict = 'ok' | 403 | 404

const REACH: Readonly<Record<Who, readonly Verdict[]>> = {
  //         self  default manager owner staff elsewhere owner' staff operator nobody
  default: ['ok', 403, 403, 403, 403, 404, 404, 404, 404, 404],
  manager: ['ok', 'ok', 403, 403, 403, 404, 404, 404, 404, 404],
  owner: ['ok', 'ok', 'ok', 'ok', 403, 404, 404, 404, 404, 404],
  staff: ['ok', 'ok', 'ok', 'ok', 403, 'ok', 'ok', 403, 403, 404],
  operator: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 404],
}

/** These show, replace or end a secret: for people who have just proved presence, never for a key. */
const NEEDS_PRESENCE = [
  'createKey',
  'revealKey',
  'resetKey',
  'endOverlap',
  'resetSecondFactors',
  'unlockSecondFactors',
]
/** People must have proved presence for these too; a key may do them. */
const ASKS_PRESENCE = [
  ...NEEDS_PRESENCE,
  'changeUser',
  'disableUser',
  'enableUser',
  'deleteUser',
  'inviteUser',
  'revokeInvitation',
  'changeUserRoles',
]
/** After these somebody of the cast is gone, or signed out. */
const DESTRUCTIVE = ['deleteUser', 'disableUser', 'endUserSessions']
/** In the matrix everybody has a key, so this is what reaching somebody comes to. */
const REACHED_WITH: Readonly<Record<string, number>> = { createKey: 409 }

/** What managers do, and nobody to oneself who manages nobody. */
const MANAGING = [
  'disableUser',
  'enableUser',
  'deleteUser',
  'inviteUser',
  'revokeInvitation',
  'changeUserRoles',
]
/** Who does this to oneself shuts oneself out, or goes past the proof that the panel asks for. */
const NEVER_TO_ONESELF = ['unlockSecondFactors', 'disableUser', 'deleteUser', 'changeUser', 'inviteUser']
/** `me` takes other methods here. */
const NOT_AT_ME = ['deleteUser', 'changeUser', 'getUserSecondFactors']

function verdictOf({ id }: Operation, who: Who, at: number): Verdict {
  if (WHOM[at] === 'self') {
    if (NEVER_TO_ONESELF.includes(id)) return 403
    if (who === 'default' && MANAGING.includes(id)) return 403
  }
  return REACH[who][at] ?? 404
}

// One of a user's own things has another id for each user: `users.test.ts` and `application-credentials.test.ts` ask.
const OF_ONE = ['endUserSession', 'deleteApplicationCredential']
const ABOUT_USERS = OPERATIONS.filter((operation) => namesUser(operation) && !OF_ONE.includes(operation.id))

let world: NativeWorld

before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())

interface Cast {
  readonly askers: Readonly<Record<Who, CreatedUser>>
  readonly idOf: (whom: Whom) => string
}

/** People of their own for the tests of a group: a reset that is allowed would take another group's keys away. */
function castOfGroup(): () => Cast {
  let cast: Cast | undefined
  before(async () => {
    cast = await makeCast()
  })
  return () => cast ?? assert.fail('no cast yet')
}

async function makeCast(): Promise<Cast> {
  const [here, there] = [await world.newAccount(), await world.newAccount()]
  // The first user of an account becomes its owner.
  const askers = {
    owner: await world.someoneIn(here, [USER_ADMIN]),
    default: await world.someoneIn(here),
    manager: await world.someoneIn(here, [USER_MANAGE]),
    staff: await world.someone([IDENTITY_ADMIN]),
    operator: await world.someone([SERVICE_ADMIN]),
  }
  const idIn = async (accountId: string, ...roles: readonly string[]) =>
    (await world.someoneIn(accountId, roles)).user.id
  const ids = new Map<Whom, string>([
    ['self', 'me'],
    ['default', await idIn(here)],
    ['manager', await idIn(here, USER_MANAGE)],
    ['owner', await idIn(here, USER_ADMIN)],
    ['staff of the account', await idIn(here, IDENTITY_ADMIN)],
    ['owner elsewhere', await idIn(there, USER_ADMIN)],
    ['default elsewhere', await idIn(there)],
    ['staff', await idIn(world.operator.accountId, IDENTITY_ADMIN)],
    ['operator', await idIn(world.operator.accountId, SERVICE_ADMIN)],
    ['nobody', 'f'.repeat(32)],
  ])
  return { askers, idOf: (whom) => ids.get(whom) ?? assert.fail(whom) }
}

/** Whom an operation is about, as its path names them. */
function namedBy(operation: Operation, { askers, idOf }: Cast, who: Who, whom: Whom): string {
  return whom === 'self' && NOT_AT_ME.includes(operation.id) ? askers[who].user.id : idOf(whom)
}

/** The status of an operation for each of `WHOM`. */
async function statuses(
  operation: Operation,
  cast: Cast,
  who: Who,
  ask: (userId: string) => Promise<{ readonly statusCode: number }>,
) {
  const found: [Whom, number][] = []
  for (const whom of WHOM) found.push([whom, (await ask(namedBy(operation, cast, who, whom))).statusCode])
  return { operation: operation.id, ...Object.fromEntries(found) }
}

function expected(operation: Operation, who: Who, reached: number) {
  const verdicts = WHOM.map((whom, at): [Whom, number] => {
    const verdict = verdictOf(operation, who, at)
    return [whom, verdict === 'ok' ? reached : verdict]
  })
  return { operation: operation.id, ...Object.fromEntries(verdicts) }
}

const reachedWith = ({ id, success }: Operation) => REACHED_WITH[id] ?? success

describe('who may ask whom about, signed in (F-10)', () => {
  const cast = castOfGroup()
  for (const who of WHO) {
    for (const operation of ABOUT_USERS) {
      test(`${operation.id} by ${who}`, async () => {
        const those = DESTRUCTIVE.includes(operation.id) ? await makeCast() : cast()
        const browser = await world.browserOf(those.askers[who].user)
        const found = await statuses(operation, those, who, (userId) =>
          world.call(browser, operation, { userId }),
        )
        assert.deepEqual(found, expected(operation, who, reachedWith(operation)))
      })
    }
  }
})

describe('who may ask whom about with a key, which shows and replaces no secret (F-10)', () => {
  const cast = castOfGroup()
  for (const who of WHO) {
    for (const operation of ABOUT_USERS) {
      test(`${operation.id} by ${who}`, async () => {
        assert.equal(takesCredential(operation), !NEEDS_PRESENCE.includes(operation.id))
        const those = DESTRUCTIVE.includes(operation.id) ? await makeCast() : cast()
        const headers = bearer(those.askers[who].apiKey)
        const reached = NEEDS_PRESENCE.includes(operation.id) ? 403 : reachedWith(operation)
        const ask = (userId: string) => world.call(new Browser(world.http), operation, { userId, headers })
        assert.deepEqual(await statuses(operation, those, who, ask), expected(operation, who, reached))
      })
    }
  }
})

describe('a lapsed proof of presence', () => {
  const cast = castOfGroup()
  const CODES = { ok: 'step_up_needed', 403: 'forbidden', 404: 'not_found' } as const
  for (const operation of ABOUT_USERS.filter(({ id }) => ASKS_PRESENCE.includes(id))) {
    for (const who of WHO) {
      test(`${operation.id} by ${who} asks for it within reach only, and changes nothing`, async () => {
        const browser = await world.browserOf(cast().askers[who].user)
        world.http.clock.advance(5 * MINUTE_MS)
        // Being seen is written down, and is not what this is about.
        await browser.api('GET', '/session')
        await world.changingNothing(async () => {
          for (const [at, whom] of WHOM.entries()) {
            const answer = await world.call(browser, operation, {
              userId: namedBy(operation, cast(), who, whom),
            })
            assert.equal(answer.json().code, CODES[verdictOf(operation, who, at)], whom)
          }
        })
      })
    }
  }
})

describe('what is refused', () => {
  const cast = castOfGroup()
  for (const [at, operation] of ABOUT_USERS.entries()) {
    for (const who of ['default', 'manager', 'owner'] as const) {
      test(`${operation.id} by ${who} changes nothing out of reach, and does not tell who exists`, async () => {
        const browser = await world.browserOf(cast().askers[who].user)
        const unseen = new Set<string>()
        await world.changingNothing(async () => {
          for (const whom of WHOM.filter((_, at) => verdictOf(operation, who, at) !== 'ok')) {
            const answer = await world.call(browser, operation, {
              userId: namedBy(operation, cast(), who, whom),
            })
            if (answer.statusCode === 404) unseen.add(JSON.stringify({ ...answer.json(), requestId: '' }))
          }
        })
        assert.equal(unseen.size, 1)
      })
    }

    test(`${operation.id} names nobody by a malformed id`, async () => {
      const browser = await world.browserOf(cast().askers.operator.user)
      const { id } = cast().askers.default.user
      const malformed = [`A${id.slice(1)}`, id.slice(1), `${id}0`, 'ME', 'Me', 'null', '0', `${id},${id}`]
      for (const userId of shareOf(malformed, at, 4)) {
        assert.equal((await world.call(browser, operation, { userId })).statusCode, 404, userId)
      }
    })
  }
})

/** What an operation might be told by a query that it must not take. */
const NAMES_IN_QUERIES = ['userId', 'user_id', 'accountId', 'tenantId', 'as', 'onBehalfOf']

describe('operations without a user in their path', () => {
  let headers: Readonly<Record<string, string>>
  let otherId: string
  before(async () => {
    headers = bearer((await world.someone([SERVICE_ADMIN])).apiKey)
    otherId = (await world.someone()).user.id
  })

  const nameless = OPERATIONS.filter((each) => !namesUser(each) && takesCredential(each))
  for (const [at, operation] of nameless.entries()) {
    test(`${operation.id} takes nobody's id in the query`, async () => {
      for (const name of shareOf(NAMES_IN_QUERIES, at, 3)) {
        const query = `?${name}=${otherId}`
        const answer = await world.call(new Browser(world.http), operation, { headers, query })
        assert.equal(answer.statusCode, 400, name)
      }
    })
  }
})
