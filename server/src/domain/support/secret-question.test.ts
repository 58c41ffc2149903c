import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { usePeople } from '../../../../tests/support/people.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Actor } from '../actor.ts'
import { DEFAULT_ROLE, USER_ADMIN } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { SECRET_QUESTIONS, setSecretAnswer } from './secret-question.ts'

const people = usePeople()
let user: User

beforeEach(async () => {
  user = await people.userWith(DEFAULT_ROLE)
})

interface Given {
  readonly answer: string
  readonly questionId?: string
  readonly actor?: Actor
}

/** What was hashed and what was stored of an answer, with the question that was told back. */
async function setting({ answer, questionId = '1', actor = keyActor(user) }: Given) {
  const hashed: string[] = []
  const hasher = {
    ...people.deps.hasher,
    hash: (text: string) => {
      hashed.push(text)
      return Promise.resolve(`hash of ${text.length}`)
    },
  }
  const deps = { ...people.deps, hasher }
  const question = await setSecretAnswer(deps, actor, user.id, { questionId, answer })
  return { question, hashed }
}

describe('an answer to a secret question', () => {
  it('is hashed without what people type differently: case, outer spaces, forms of one letter', async () => {
    const spellings = ['café street', '  CAFÉ Street\t', 'cafe\u0301 street', 'ｃａｆé street']
    for (const answer of spellings) assert.deepEqual((await setting({ answer })).hashed, ['café street'])
  })

  it('keeps the spaces within', async () => {
    assert.deepEqual((await setting({ answer: ' elm  street ' })).hashed, ['elm  street'])
  })

  for (const [what, answer] of [
    ['nothing', ''],
    ['spaces alone', ' \t\u3000'],
    ['256 characters', 'a'.repeat(256)],
    ['a letter that is 18 when written out, fifteen times', '\ufdfa'.repeat(15)],
  ] as const) {
    it(`of ${what} is refused before it is hashed`, async () => {
      const refusal = await refusedWith('input.invalid', setting({ answer }))
      assert.equal(refusal.facts['field'], 'answer')
    })
  }

  it('may have 255 characters', async () => {
    assert.equal((await setting({ answer: 'a'.repeat(255) })).hashed[0]?.length, 255)
  })

  for (const questionId of ['', '0', '6', '01', 'toString']) {
    it(`to question ${JSON.stringify(questionId)} is refused: there is none`, async () => {
      const refusal = await refusedWith('input.invalid', setting({ answer: 'elm', questionId }))
      assert.equal(refusal.facts['field'], 'id')
    })
  }

  it('tells which question it answers', async () => {
    for (const question of SECRET_QUESTIONS) {
      assert.deepEqual((await setting({ answer: 'elm', questionId: question.id })).question, question)
    }
  })

  it('is set by the user alone', async () => {
    const owner = keyActor(await people.userWith(USER_ADMIN))
    const staff = people.operator.user
    const impersonating = { ...keyActor(user), impersonator: { id: staff.id, name: staff.name } }
    for (const actor of [owner, keyActor(staff), OPERATOR, impersonating]) {
      await refusedWith('actor.forbidden', setting({ answer: 'elm', actor }))
    }
    const actions = (await auditOf(people.deps, people.accountId)).map(({ action }) => action)
    assert.ok(!actions.includes('user.secret_question'))
  })

  it('is logged by its question, with neither the answer nor its hash', async () => {
    const given = { questionId: '3', answer: 'Wuppertal' }
    await setSecretAnswer(people.deps, keyActor(user), user.id, given)
    const entry = (await auditOf(people.deps, people.accountId)).at(-1)
    assert.deepEqual([entry?.action, entry?.details], ['user.secret_question', { question: '3' }])
    assert.doesNotMatch(JSON.stringify(entry), /wuppertal|\$/i)
  })
})
