import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { authenticateKey } from '../../server/src/domain/login/verify-key.ts'
import { makeOwner, makeUser, OPERATOR, openTestDeps, type TestDeps } from './deps.ts'
import { MINUTE_MS } from './test-clock.ts'

/** The real parts with somebody whose key clients use, for tests of what is told of those. */
export interface Clients extends TestDeps {
  readonly accountId: string
  /** Made a minute ago. */
  someone(): Promise<Holder>
}

/** Somebody with a key. */
export interface Holder {
  readonly userId: string
  readonly apiKey: string
  /** A client presents a key, the first one unless told otherwise; whether that was good. */
  use(client: string, secret?: string, address?: string, dialect?: string): Promise<boolean>
  /** @returns the new key */
  reset(overlapSeconds?: number): Promise<string>
}

let names = 0

export async function openClients(): Promise<Clients> {
  const test = await openTestDeps()
  const { deps, clock } = test
  const accountId = (await makeOwner(deps)).account.id
  const someone = async (): Promise<Holder> => {
    const { apiKey, user } = await makeUser(deps, accountId, `holder${++names}`)
    clock.advance(MINUTE_MS)
    return {
      userId: user.id,
      apiKey,
      use: (client, secret = apiKey, address = '192.0.2.1', dialect = 'native') =>
        authenticateKey(deps, { secret, username: null }, { dialect, address, userAgent: client }).then(
          () => true,
          () => false,
        ),
      reset: async (overlapSeconds = 0) =>
        (await resetKey(deps, OPERATOR, user.id, { overlapSeconds })).secret,
    }
  }
  return { ...test, accountId, someone }
}
