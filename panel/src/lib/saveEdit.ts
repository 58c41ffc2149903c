import type { Versioned } from '@keyward/sdk'
import { createContext, useContext } from 'react'
import { isCode } from './errors.ts'

type Fields = { readonly [name: string]: unknown }

/** A field that was edited here and is another now. Within an object its name has a dot: `contact.notes`. */
export interface Difference {
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

/** Asks whose is to stay. @throws StepUpCancelled when the person does not say */
export type AskWhose = (differences: readonly Difference[]) => Promise<'mine' | 'theirs'>

export interface EditedForm<Change, Now> {
  /** What the form holds. */
  readonly change: Change
  /** What these fields were when the person saw them last; those that nobody sees are not there. */
  readonly shown: { readonly [Name in keyof Change]?: unknown }
  readonly read: () => Promise<Now & Partial<Versioned>>
  readonly send: (edit: Partial<Change> & Partial<Versioned>) => Promise<Now>
}

/**
 * Saves what was edited, and only that. When somebody else has changed the same fields since they were shown, it asks
 * whose is to stay; the server refuses what comes in between.
 * @returns what is there now; null when theirs is to stay
 */
export async function saveEdit<Change extends object, Now extends object>(
  ask: AskWhose,
  { change, shown, read, send }: EditedForm<Change, Now>,
): Promise<Now | null> {
  const edited: Partial<Change> = { ...change }
  for (const name in change) if (same(change[name], shown[name])) delete edited[name]
  for (let known: object = shown; ; ) {
    const now = await read()
    if (Object.keys(edited).length === 0) return now
    const differences = differencesOf(edited, known, now)
    if (differences.length > 0 && (await ask(differences)) === 'theirs') return null
    try {
      return await send(now.version === undefined ? edited : { ...edited, version: now.version })
    } catch (error) {
      if (!isCode(error, 'changed_meanwhile')) throw error
    }
    known = now
  }
}

/** What was not shown, or never is, can be no other than expected. */
function differencesOf(edited: object, shown: object, now: object): readonly Difference[] {
  const [was, is] = [flat(shown), flat(now)]
  return [...flat(edited)]
    .map(([field, mine]) => ({ field, mine, theirs: is.get(field) }))
    .filter(({ field }) => was.has(field) && is.has(field))
    .filter(({ field, mine, theirs }) => !same(theirs, was.get(field)) && !same(theirs, mine))
}

/** Objects within are their fields; what is empty in one way is empty in the other. */
function flat(value: object, before = ''): ReadonlyMap<string, unknown> {
  const all = Object.entries(value).flatMap(([name, one]): readonly (readonly [string, unknown])[] =>
    isFields(one) ? [...flat(one, `${before}${name}.`)] : [[`${before}${name}`, one]],
  )
  return new Map(all)
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? '') === JSON.stringify(other ?? '')

export type SaveEdit = <Change extends object, Now extends object>(
  form: EditedForm<Change, Now>,
) => Promise<Now | null>

export const SaveEditContext = createContext<SaveEdit>((form) => saveEdit(async () => 'mine', form))

export function useSaveEdit(): SaveEdit {
  return useContext(SaveEditContext)
}
