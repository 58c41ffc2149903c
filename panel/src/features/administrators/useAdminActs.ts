import {
  type Administrator,
  type AdministratorChange,
  type Edit,
  type Invitation,
  newIdempotencyKey,
} from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useSaveEdit } from '../../lib/saveEdit.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { changeIn, type Draft, newIn } from './draft.ts'
import { administratorsQuery } from './queries.ts'

/** A link that was just made, for whom. It is shown once and kept nowhere. */
export interface ShownLink extends Invitation {
  readonly name: string
}

/** The pair of a program that was just made. As a link, it is shown once and kept nowhere. */
export interface ShownPair {
  readonly name: string
  readonly userKey: string
  readonly secretKey: string
}

interface Shows {
  readonly onLink: (link: ShownLink) => void
  readonly onPair: (pair: ShownPair) => void
}

/** What is done with administrators. The list is asked for again after each. */
export function useAdminActs({ onLink, onPair }: Shows, onDone: () => void) {
  const stepUp = useStepUp()
  const saveEdit = useSaveEdit()
  const queries = useQueryClient()
  const idempotencyKey = useRef(newIdempotencyKey())
  const done = async (text: string | null) => {
    onDone()
    if (text !== null) announce(text)
    await queries.invalidateQueries(administratorsQuery)
  }
  const add = useAct(async (draft: Draft, application: boolean) => {
    const asked = newIn(draft, application)
    const perform = () => api.administrators.add(asked, idempotencyKey.current)
    const { invitation, keyPair } = await stepUp('stepUp.admins', perform)
    idempotencyKey.current = newIdempotencyKey()
    if (invitation) onLink({ ...invitation, name: asked.username })
    if (keyPair) onPair({ ...keyPair, name: asked.username })
    await done(t('admins.made', { name: asked.username }))
  })
  const save = useAct(async (draft: Draft, before: Administrator) => {
    const form = {
      change: changeIn(draft, before),
      shown: before,
      read: () => api.administrators.get(before.id),
      send: (edit: Edit<AdministratorChange>) => api.administrators.change(before.id, edit),
    }
    const saved = await stepUp('stepUp.admins', () => saveEdit(form))
    await done(saved && t('admins.changed', { name: before.username }))
  })
  const toggle = useAct(async ({ id, username, enabled }: Administrator) => {
    await stepUp('stepUp.admins', () => api.administrators.change(id, { enabled: !enabled }))
    await done(t('admins.changed', { name: username }))
  })
  const unlock = useAct(async ({ id, username }: Administrator) => {
    await stepUp('stepUp.admins', () => api.administrators.change(id, { locked: false }))
    await done(t('admins.unlocked', { name: username }))
  })
  const invite = useAct(async ({ id, username }: Administrator) => {
    const invitation = await stepUp('stepUp.admins', () => api.administrators.invite(id))
    onLink({ ...invitation, name: username })
  })
  const remove = useAct(async ({ id, username }: Administrator) => {
    await stepUp('stepUp.admins', () => api.administrators.delete(id))
    await done(t('admins.deleted', { name: username }))
  })
  return { add, save, toggle, unlock, invite, remove }
}

export type AdminActs = ReturnType<typeof useAdminActs>
