import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answerOf, CHEAP_HASHER, freshOrigin } from '../../../../tests/support/core.ts'
import { OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { disableUser } from '../users/disable-user.ts'
import { authenticatePassword, authenticatePasswordById } from './verify-password.ts'
import { cheap, cheapPerson, core, enter, withHasher } from './verify-password-testing.ts'

describe('a right password', () => {
  test('gives the user, by name in any spelling and by id', async () => {
    const { user } = await core.person()
    for (const username of [user.name, user.name.toUpperCase(), user.name.replaceAll('p', 'ｐ')]) {
      const found = await authenticatePassword(core.deps, { username, password: PASSWORD }, freshOrigin())
      assert.equal(found.id, user.id)
    }
    const named = { userId: user.id, password: PASSWORD }
    assert.equal((await authenticatePasswordById(core.deps, named, freshOrigin())).id, user.id)
  })

  test('is taken to the letter: no trimming, no folding, nothing cut off', async () => {
    const user = await cheapPerson()
    for (const password of [
      ` ${PASSWORD}`,
      `${PASSWORD} `,
      PASSWORD.toUpperCase(),
      PASSWORD.slice(0, -1),
      `${PASSWORD}\0`,
    ]) {
      assert.equal(await enter(cheap(), user.name, password), 'credential.wrong')
    }
  })
})

describe('the work of a refusal (S-33)', () => {
  test('is one comparison for an unknown user, a wrong password, none at all, and a disabled user', async () => {
    const person = await cheapPerson()
    const disabled = await cheapPerson()
    await disableUser(core.deps, OPERATOR, disabled.id)
    const without = await cheapPerson()
    await core.deps.store.users.update(without.id, { passwordHash: null, passwordId: null })
    const asked: (string | null)[] = []
    const deps = withHasher({
      verify: (password, phc) => {
        asked.push(phc)
        return CHEAP_HASHER.verify(password, phc)
      },
    })
    const answers = []
    for (const [name, password] of [
      ['nobody', PASSWORD],
      [person.name, OTHER_PASSWORD],
      [without.name, PASSWORD],
      [disabled.name, OTHER_PASSWORD],
      [disabled.name, PASSWORD],
    ] as const) {
      answers.push(await enter(deps, name, password))
    }
    assert.deepEqual(answers, [...Array<string>(4).fill('credential.wrong'), 'user.disabled'])
    const stored = `plain:${PASSWORD}`
    assert.deepEqual(asked, [null, stored, null, stored, stored])
  })

  test('is in the same words for all who did not prove the password', async () => {
    const person = await cheapPerson()
    for (const [name, password] of [
      ['nobody', PASSWORD],
      [person.name, OTHER_PASSWORD],
      ['', ''],
      [person.name, ''],
    ] as const) {
      const entering = authenticatePassword(cheap(), { username: name, password }, freshOrigin())
      const { message, facts } = await refusedWith('credential.wrong', entering)
      assert.deepEqual({ message, facts }, { message: 'credential.wrong', facts: {} })
    }
  })

  test('of a password of more than 1,024 bytes is the same, and never hashes it', async () => {
    const user = await cheapPerson()
    const longest = 'é'.repeat(513)
    const asked: [string, string | null][] = []
    const deps = withHasher({
      verify: async (password, phc) => {
        asked.push([password, phc])
        return { matches: false, outdated: false }
      },
    })
    assert.equal(await enter(deps, user.name, longest), 'credential.wrong')
    assert.equal(await enter(deps, user.name, 'é'.repeat(512)), 'credential.wrong')
    assert.deepEqual(asked, [
      ['', null],
      ['é'.repeat(512), `plain:${PASSWORD}`],
    ])
  })
})

describe('a user who may not come in', () => {
  test('is told so after the right password only: disabled, or of a suspended account', async () => {
    const user = await cheapPerson()
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'user.disabled')
    assert.equal(await enter(cheap(), user.name, OTHER_PASSWORD), 'credential.wrong')
    const accountId = await core.account()
    const { user: other } = await core.person(undefined, accountId)
    await core.deps.store.users.update(other.id, { passwordHash: `plain:${PASSWORD}` })
    await updateAccount(core.deps, OPERATOR, accountId, { enabled: false })
    assert.equal(await enter(cheap(), other.name, PASSWORD), 'user.disabled')
  })
})

describe('guessing passwords (S-42)', () => {
  /** Wrong passwords from ever new places, each when it may be tried. */
  async function guess(name: string, times: number): Promise<number[]> {
    const waits: number[] = []
    for (let at = 0; at < times; at++) {
      const trying = authenticatePassword(cheap(), { username: name, password: 'wrong' }, freshOrigin())
      const refusal = await trying.catch((error: unknown) => error)
      const facts = refusal instanceof Error && 'facts' in refusal ? refusal.facts : {}
      const seconds = Reflect.get(Object(facts), 'retryAfterSeconds')
      if (typeof seconds !== 'number') continue
      waits.push(seconds)
      core.clock.advance(seconds * 1_000)
    }
    return waits
  }

  test('meets a delay after five, from one second doubling to fifteen minutes, wherever it comes from', async () => {
    const user = await cheapPerson()
    const waits = await guess(user.name, 5 + 2 * 14)
    assert.deepEqual(waits.slice(0, 10), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    assert.deepEqual(new Set(waits.slice(10)), new Set([900]))
  })

  test('is delayed for a name that nobody has just the same (F-13)', async () => {
    assert.deepEqual(await guess(`nobody${core.clock.now()}`, 11), [1, 2, 4])
  })

  test('shares one delay between all spellings of a name (F-15)', async () => {
    const user = await cheapPerson()
    const spellings = [user.name, user.name.toUpperCase(), user.name.replaceAll('p', 'ｐ')]
    for (let at = 0; at < 5; at++) await enter(cheap(), spellings[at % 3] ?? '', 'wrong')
    for (const name of spellings) assert.equal(await enter(cheap(), name, PASSWORD), 'throttled')
  })

  test('by id and by name shares one delay', async () => {
    const user = await cheapPerson()
    for (let at = 0; at < 5; at++) {
      const named = { userId: user.id, password: 'wrong' }
      await answerOf(authenticatePasswordById(cheap(), named, freshOrigin()))
    }
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'throttled')
  })

  test('never locks anybody out for good: the wait over, the right password enters and clears the count', async () => {
    const user = await cheapPerson()
    await guess(user.name, 40)
    core.clock.advance(900_000)
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'valid')
    for (let at = 0; at < 4; at++) {
      assert.equal(await enter(cheap(), user.name, 'wrong'), 'credential.wrong')
    }
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'valid')
  })

  test('by strangers does not delay the user where they were let in during the last 30 days', async () => {
    const user = await cheapPerson()
    const home = freshOrigin()
    assert.equal(await enter(cheap(), user.name, PASSWORD, home), 'valid')
    core.clock.advance(30 * 24 * HOUR_MS - 3 * HOUR_MS)
    await guess(user.name, 20)
    await enter(cheap(), user.name, 'wrong')
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'throttled')
    assert.equal(await enter(cheap(), user.name, PASSWORD, home), 'valid')
  })

  test('at home is delayed as well: a known network has a count of its own', async () => {
    const user = await cheapPerson()
    const home = freshOrigin()
    await enter(cheap(), user.name, PASSWORD, home)
    for (let at = 0; at < 5; at++)
      assert.equal(await enter(cheap(), user.name, 'wrong', home), 'credential.wrong')
    assert.equal(await enter(cheap(), user.name, PASSWORD, home), 'throttled')
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'valid')
  })

  test('of many names from one place meets the limit of the place, before anything is hashed', async () => {
    const origin = freshOrigin()
    let compared = 0
    const deps = withHasher({
      verify: async () => {
        compared++
        return { matches: false, outdated: false }
      },
    })
    for (let at = 0; at < 40; at++) await enter(deps, `many${at}`, 'wrong', origin)
    assert.equal(compared, 20)
    assert.equal(await enter(deps, 'another', 'wrong', origin), 'throttled')
  })

  test('a busy hasher counts nothing against anybody', async () => {
    const user = await cheapPerson()
    const busy = withHasher({ verify: () => Promise.reject(new Error('planted: too many wait')) })
    for (let at = 0; at < 30; at++) await assert.rejects(enter(busy, user.name, 'wrong'), /planted/)
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'valid')
  })
})
