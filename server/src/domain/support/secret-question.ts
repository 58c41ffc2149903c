import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireNoImpersonator } from '../policy.ts'

export interface SecretQuestion {
  readonly id: string
  readonly question: string
}

export const SECRET_QUESTIONS: readonly SecretQuestion[] = [
  { id: '1', question: 'What was the name of the first street that you lived in?' },
  { id: '2', question: 'What was the name of the first teacher whom you remember?' },
  { id: '3', question: 'In what town did your parents meet?' },
  { id: '4', question: 'What was the name of your first pet?' },
  { id: '5', question: 'What was the first concert that you went to?' },
]

const MAX_ANSWER_LENGTH = 255

/**
 * Remembers the answer to a question as a slow hash: nobody is shown it again. Case and outer spaces do not count.
 * @throws DomainError `input.invalid`, `actor.forbidden` for anybody but oneself, `busy`
 */
export async function setSecretAnswer(
  deps: Deps,
  actor: Actor,
  userId: string,
  given: { readonly questionId: string; readonly answer: string },
): Promise<SecretQuestion> {
  requireNoImpersonator(actor)
  const question = SECRET_QUESTIONS.find(({ id }) => id === given.questionId)
  const answer = given.answer.trim().normalize('NFKC').toLowerCase()
  if (!question) throw new DomainError('input.invalid', { field: 'id', reason: 'There is no such question.' })
  if (answer === '' || answer.length > MAX_ANSWER_LENGTH) {
    throw new DomainError('input.invalid', { field: 'answer', reason: 'An answer has 1 to 255 characters.' })
  }
  const answerHash = await deps.hasher.hash(answer)
  await deps.store.transaction(async (tx) => {
    const user = await tx.users.byId(userId)
    if (!user || actor.kind !== 'user' || actor.userId !== userId) throw new DomainError('actor.forbidden')
    await tx.secretAnswers.put(user.id, question.id, answerHash)
    const act = { action: 'user.secret_question', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { question: question.id } })
  })
  return question
}
