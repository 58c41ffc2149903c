import { useQueryClient } from '@tanstack/react-query'
import { tellDone } from '../../lib/lastDone.ts'
import { EMAIL } from './queries.ts'

/** Tells what was done, with the way back where there is one, null for nothing; everything is asked for again. */
export function useSaved() {
  const queries = useQueryClient()
  return async (text: string | null, undo?: () => Promise<unknown>) => {
    if (text !== null) tellDone({ text, ...(undo && { undo }) })
    await queries.invalidateQueries({ queryKey: EMAIL })
  }
}
