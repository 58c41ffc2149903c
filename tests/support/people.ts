import { after, before, beforeEach } from 'node:test'
import { addAccount } from '../../server/src/domain/accounts/create-account.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import type { CreatedUser } from '../../server/src/domain/users/create-user.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { makeOwner, makeUser, OPERATOR, openTestDeps, type TestDeps } from './deps.ts'

/** The real parts for tests of managing users: one operator, and an empty account for each test. */
export interface People {
  readonly deps: Deps
  readonly operator: CreatedUser
  readonly accountId: string
  /** In the account of this test. */
  userWith(...roles: string[]): Promise<User>
}

/** To be called at the top of a test file. */
export function usePeople(): People {
  let test: TestDeps
  let operator: CreatedUser
  let accountId: string
  before(async () => {
    test = await openTestDeps()
    operator = await makeOwner(test.deps)
  })
  after(() => test.close())
  beforeEach(async () => {
    accountId = (await addAccount(test.deps, OPERATOR, { name: 'Example' })).id
  })
  return {
    get deps() {
      return test.deps
    },
    get operator() {
      return operator
    },
    get accountId() {
      return accountId
    },
    userWith: async (...roles) => (await makeUser(test.deps, accountId, freshName(), { roles })).user,
  }
}

let serial = 0

export function freshName(word = 'user'): string {
  serial++
  return `${word}${serial}`
}

export function sessionOf({ id: userId, accountId }: User, digest: string) {
  const moments = { createdAtMs: 1, lastSeenAtMs: 1, provenAtMs: null }
  return {
    digest,
    userId,
    accountId,
    ...moments,
    address: '192.0.2.1',
    client: 'test',
    method: 'password' as const,
  }
}

export const refusedWith = (code: string) => ({ name: 'DomainError', code })
