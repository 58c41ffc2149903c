import { t } from '../../../lib/messages/index.ts'
import { roleName } from '../roleName.ts'
import type { BulkAct } from './acts.ts'

/** What the button says, and the head of the dialog as a question. */
export function actText(act: BulkAct, count: number): string {
  if (act.kind === 'give' || act.kind === 'take')
    return t(`bulk.${act.kind}`, { count, role: roleName(act.role) })
  return t(`bulk.${act.kind}`, { count })
}

export const questionText = (act: BulkAct, count: number): string =>
  t('bulk.question', { act: actText(act, count) })

export function doneText(act: BulkAct, count: number): string {
  if (act.kind === 'give' || act.kind === 'take')
    return t(`bulk.done.${act.kind}`, { count, role: roleName(act.role) })
  return t(`bulk.done.${act.kind}`, { count })
}

export const progressText = (count: number, done: number): string => t('bulk.progress', { count, done })
export const undoingText = (count: number, done: number): string => t('bulk.undoing', { count, done })
