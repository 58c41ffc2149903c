import { mailboxLogin } from '../domain/delivery/mailbox-login.ts'
import type { DeliveryStore } from '../domain/delivery/stores.ts'
import type { Decide } from './policy.ts'

const GO_ON = 'DUNNO'

/** A connection that was signed in to sends nothing more when its mailbox is blocked or gone. */
export function senderRules(store: Pick<DeliveryStore, 'holder' | 'hasDomain'>): Decide {
  return async (request) => {
    const address = request.get('sasl_username') ?? ''
    if (address === '') return newcomer(store)
    const login = await mailboxLogin(store, { address, protocol: 'smtp' })
    return login ? GO_ON : '521 5.7.1 This mailbox may not send any more'
  }
}

/** Before anybody signs in: only whether there is somebody to ask. */
async function newcomer(store: Pick<DeliveryStore, 'hasDomain'>): Promise<string> {
  await store.hasDomain('')
  return GO_ON
}
