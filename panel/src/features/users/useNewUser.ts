import { type CreatedUser, KeywardError, type NewUser, newIdempotencyKey } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { errorText, isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { bodyOf, type Draft, EMPTY } from './newUser.ts'
import { USERS } from './queries.ts'

/** The form of a new user: what is typed, what is wrong with it, and what came of it. */
export function useNewUser() {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [created, setCreated] = useState<CreatedUser | null>(null)
  const keyFor = useIdempotency()
  const create = useAct(async (body: NewUser) => {
    const made = await stepUp('stepUp.createUser', () => api.users.create(body, keyFor(body)))
    setCreated(made)
    announce(t('newUser.created', { name: made.user.name }))
    await queries.invalidateQueries({ queryKey: USERS })
  })
  return {
    draft,
    change: (more: Partial<Draft>) => setDraft({ ...draft, ...more }),
    busy: create.busy,
    error: create.error,
    problems: problemsOf(create.error),
    submit: () => create.run(bodyOf(draft)),
    created,
    again: () => {
      setCreated(null)
      setDraft(EMPTY)
      create.clear()
    },
  }
}

export type NewUserForm = ReturnType<typeof useNewUser>

/** The same form sent again is the same request: an answer that got lost is fetched, and no second user made. */
function useIdempotency() {
  const last = useRef({ sent: '', key: '' })
  return (body: NewUser): string => {
    const sent = JSON.stringify(body)
    if (last.current.sent !== sent) last.current = { sent, key: newIdempotencyKey() }
    return last.current.key
  }
}

type Problems = Readonly<Partial<Record<'username' | 'email' | 'password' | 'general', string>>>

/** What is wrong, by field; what belongs to none stands above the form. */
function problemsOf(error: unknown): Problems {
  if (error === null) return {}
  const field = error instanceof KeywardError ? error.field : undefined
  if (isCode(error, 'conflict') && field === undefined) return { username: t('newUser.taken') }
  const text = errorText(error)
  return field === 'username' || field === 'email' || field === 'password'
    ? { [field]: text }
    : { general: text }
}
