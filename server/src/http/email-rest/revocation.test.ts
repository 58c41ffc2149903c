import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { addAdministrator, pairOf, signed } from '../../../../tests/support/email.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { changePair } from '../../domain/key-pairs/change-pair.ts'

const PROGRAMS = 6
const ROUNDS = 5
const CALLS_AFTER = 20

describe('a pair that is generated anew while programs hammer the API', () => {
  for (const engine of ['SQLite', 'PostgreSQL'] as const) {
    const skip = engine === 'PostgreSQL' && postgresMissing()
    test(`is accepted in no request that begins after the answer, on ${engine}`, { skip }, async () => {
      const app = await openTestApp(engine === 'SQLite' ? undefined : await freshDatabase())
      const admin = await addAdministrator(app)
      await changePair(app.deps, TESTER, admin.userId, { limits: { read: 1_000_000 } })
      let pair: Parameters<typeof signed>[1] = admin
      for (let round = 0; round < ROUNDS; round++) {
        const headers = signed(app, pair)
        let isEnded = false
        let accepted = 0
        const program = async () => {
          for (let after = 0; after < CALLS_AFTER; ) {
            const beganAfter = isEnded
            const { statusCode } = await app.http.inject({ url: '/v1/customers/me', headers })
            // An injected request never leaves the turn; whoever resets the pair needs one.
            await turn()
            if (beganAfter) after++
            if (beganAfter) assert.equal(statusCode, 403)
            else if (statusCode === 200) accepted++
          }
        }
        const programs = Array.from({ length: PROGRAMS }, program)
        while (accepted === 0) await turn()
        pair = await pairOf(app, admin)
        isEnded = true
        await Promise.all(programs)
      }
      await app.close()
    })
  }
})
