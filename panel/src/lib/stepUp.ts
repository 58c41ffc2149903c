import { createContext, useContext } from 'react'
import type { PlainKey } from './messages/index.ts'

/** Asks for the password when the server wants one, then performs the act; says which act it is for. */
export type StepUp = <T>(act: PlainKey, perform: () => Promise<T>) => Promise<T>

/** The person closed the dialog instead of proving presence. Nothing happened and nothing is wrong. */
export class StepUpCancelled extends Error {
  override readonly name = 'StepUpCancelled'
}

export const StepUpContext = createContext<StepUp>((_act, perform) => perform())

export function useStepUp(): StepUp {
  return useContext(StepUpContext)
}
