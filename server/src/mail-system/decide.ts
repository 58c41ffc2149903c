import { mailboxLogin } from '../domain/delivery/mailbox-login.ts'
import { mayPost } from '../domain/delivery/posting.ts'
import type { Stores } from '../domain/store.ts'
import type { Decide, PolicyRequest } from './policy.ts'

const GO_ON = 'DUNNO'

interface Needs {
  readonly delivery: Pick<Stores['delivery'], 'holder' | 'hasDomain'>
  readonly lists: Pick<Stores['lists'], 'find'>
}

/**
 * Asked when somebody connects for sending, names a sender, and names a recipient. A connection that was signed in to
 * sends nothing more when its mailbox is blocked or gone.
 */
export function senderRules({ delivery, lists }: Needs): Decide {
  return async (request) => {
    const address = attribute(request, 'sasl_username')
    const recipient = attribute(request, 'recipient')
    // Somebody new: only whether there is anything to ask.
    if (address === '' && recipient === '') await delivery.hasDomain('')
    if (address !== '' && !(await mailboxLogin(delivery, { address, protocol: 'smtp' })))
      return '521 5.7.1 This mailbox may not send any more'
    const posting = { recipient, sender: attribute(request, 'sender'), signedIn: address !== '' }
    return (await mayPost({ delivery, lists }, posting)) ? GO_ON : '550 5.7.1 You may not write to this list'
  }
}

function attribute(request: PolicyRequest, name: string): string {
  return request.get(name) ?? ''
}
