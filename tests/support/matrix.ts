import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestApp, TestUser } from './app.ts'
import { call } from './identity.ts'

const OWNER = 'identity:user-admin'
const MANAGER = 'identity:user-manage'
const MEMBER = 'identity:default'

/** Who acts on whom. */
const RELATION_NAMES = [
  'a member on itself',
  'a manager on itself',
  'an owner on itself',
  'the owner on a member',
  'the owner on a manager',
  'a manager on a member',
  'a manager on another manager',
  'a manager on the owner',
  'a member on another member',
  'a member on the owner',
  'another owner on a member',
  'a member on another account',
  'staff on a member',
] as const

type Relation = (typeof RELATION_NAMES)[number]

/** Something that is done to a user, and what each of those who try it is answered. */
export interface MatrixRow {
  readonly what: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: (on: TestUser) => string | Promise<string>
  readonly body?: unknown
  /** In the order of the relations above. */
  readonly answers: readonly number[]
}

/** Everything in the account for the owner, sub-users for a manager, oneself for everybody. */
export const READING = [200, 200, 200, 200, 200, 200, 403, 403, 403, 403, 404, 404, 200]
/** The same, and nobody on oneself. */
export const MANAGING = (ok: number, onOneself: readonly [number, number, number] = [403, ok, ok]) => [
  ...onOneself,
  ...[ok, ok, ok, 403, 403, 403, 403, 404, 404, ok],
]

/**
 * Tests every cell: the answer, that a refusal changes nothing, and that an object of another account is answered
 * as one that never was.
 */
export async function testMatrix(
  app: TestApp,
  rows: readonly MatrixRow[],
  tokenOf: (app: TestApp, user: TestUser) => Promise<string>,
): Promise<void> {
  const relations = await relationsIn(app)
  for (const row of rows) {
    describe(row.what, () => {
      for (const [index, relation] of RELATION_NAMES.entries()) {
        const status = row.answers[index]
        test(`${relation}: ${status}`, async () => {
          const { by, on } = await relations[relation]()
          await testCell(app, row, { on, token: await tokenOf(app, by), status })
        })
      }
    })
  }
}

interface Cell {
  readonly on: TestUser
  readonly token: string
  readonly status: number | undefined
}

async function testCell(app: TestApp, { method, url, body }: MatrixRow, { on, token, status }: Cell) {
  const address = await url(on)
  const asked = { token, ...(body !== undefined && { body }) }
  const before = await stateOf(app, on)
  const answer = await call(app, method, address, asked)
  assert.equal(answer.statusCode, status, answer.body)
  if (answer.statusCode < 400) return
  assert.deepEqual(await stateOf(app, on), before, 'a refusal changed something')
  if (status !== 404 || address.includes('/tokens/')) return
  const swapped = address.replaceAll(on.userId, '0'.repeat(32)).replaceAll(on.username, 'nobody')
  const unknown = await call(app, method, swapped, asked)
  assert.equal(answer.body, unknown.body, 'an object of another account is told apart')
}

async function stateOf({ deps }: TestApp, { userId }: TestUser) {
  const { users, keys } = deps.store
  return [await users.byId(userId), await keys.ofUser(userId)]
}

type Pair = { readonly by: TestUser; readonly on: TestUser }

/** The one who is acted on is new in each cell: what was done to one must not help the next. */
async function relationsIn(app: TestApp): Promise<Record<Relation, () => Promise<Pair>>> {
  const accountId = await app.addAccount('alpha')
  const otherAccountId = await app.addAccount('beta')
  let serial = 0
  const fresh = (role: string, account = accountId): Promise<TestUser> => {
    serial++
    return app.addUser(`someone${serial}`, { accountId: account, roles: [role], email: 's@example.com' })
  }
  const [owner, manager, member, stranger, staff] = await Promise.all([
    fresh(OWNER),
    fresh(MANAGER),
    fresh(MEMBER),
    fresh(OWNER, otherAccountId),
    fresh('identity:admin', otherAccountId),
  ])
  const own = (user: TestUser) => ({ by: user, on: user })
  return {
    'a member on itself': async () => own(await fresh(MEMBER)),
    'a manager on itself': async () => own(await fresh(MANAGER)),
    'an owner on itself': async () => own(await fresh(OWNER)),
    'the owner on a member': async () => ({ by: owner, on: await fresh(MEMBER) }),
    'the owner on a manager': async () => ({ by: owner, on: await fresh(MANAGER) }),
    'a manager on a member': async () => ({ by: manager, on: await fresh(MEMBER) }),
    'a manager on another manager': async () => ({ by: manager, on: await fresh(MANAGER) }),
    'a manager on the owner': async () => ({ by: manager, on: await fresh(OWNER) }),
    'a member on another member': async () => ({ by: member, on: await fresh(MEMBER) }),
    'a member on the owner': async () => ({ by: member, on: await fresh(OWNER) }),
    'another owner on a member': async () => ({ by: stranger, on: await fresh(MEMBER) }),
    'a member on another account': async () => ({ by: member, on: await fresh(MEMBER, otherAccountId) }),
    'staff on a member': async () => ({ by: staff, on: await fresh(MEMBER) }),
  }
}
