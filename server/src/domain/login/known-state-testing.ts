import { after, before } from 'node:test'
import { type Core, knownStateOn, openCore } from '../../../../tests/support/core.ts'
import { DEFAULT_ROLE, USER_MANAGE } from '../roles/roles.ts'
import type { Store } from '../store.ts'

export let core: Core

before(async () => {
  core = await openCore()
})

after(() => core.close())

/** A gate in front of what a store reads: the row is read at once, and handed over when the gate opens. */
export function heldBack() {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  let isHeld = true
  const hold =
    <A extends unknown[], T>(read: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const value = await read(...args)
      if (isHeld) await opened
      return value
    }
  const release = () => {
    isHeld = false
    open()
  }
  const { store } = core.deps
  const slow: Store = {
    ...store,
    keys: { ...store.keys, known: hold((digest: string) => store.keys.known(digest)) },
    users: { ...store.users, known: hold((id: string) => store.users.known(id)) },
    tokens: { ...store.tokens, deleted: hold(() => store.tokens.deleted()) },
    endpoints: { ...store.endpoints, list: hold(() => store.endpoints.list()) },
  }
  return { known: knownStateOn(slow), slow, release }
}

/** Lets everything that is ready run, so that a held-back read has been made. */
export function turns(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

export async function person() {
  const accountId = await core.account()
  const { user, apiKey } = await core.person([DEFAULT_ROLE, USER_MANAGE], accountId)
  return { accountId, user, apiKey, digest: core.deps.vault.digest('account-key', apiKey) }
}
