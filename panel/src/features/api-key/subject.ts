import { createContext, useContext } from 'react'
import { useUser } from '../../lib/session.ts'

/** Whose key it is about. */
export interface KeySubject {
  /** For the SDK: `me`, or a user's id. */
  readonly whose: string
  readonly userId: string
  readonly name: string
  readonly accountId: string
}

/** Set by a page about somebody else; everywhere else it is the key of whoever looks. */
export const KeySubjectContext = createContext<KeySubject | null>(null)

export function useKeySubject(): KeySubject {
  const { id, name, accountId } = useUser()
  return useContext(KeySubjectContext) ?? { whose: 'me', userId: id, name, accountId }
}
