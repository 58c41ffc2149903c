import { maySend } from '../domain/delivery/mailbox-login.ts'
import { judgePosting, type Verdict } from '../domain/delivery/posting.ts'
import { recipientOf } from '../domain/delivery/recipient.ts'
import type { Clock } from '../domain/ports.ts'
import type { Stores } from '../domain/store.ts'
import type { Decide, PolicyRequest } from './policy.ts'

const GO_ON = 'DUNNO'
const SHUT = '521 5.7.1 This mailbox may not send any more'
const ANEW = '521 5.7.1 Sign in again'
/** Far more than are open at once. */
const MAX_CONNECTIONS = 20_000

interface Needs {
  readonly stores: {
    readonly delivery: Pick<Stores['delivery'], 'holder' | 'hasDomain'>
    readonly lists: Pick<Stores['lists'], 'find'>
    readonly sessionEnds: Pick<Stores['sessionEnds'], 'lastOf'>
  }
  readonly clock: Clock
}

/**
 * Asked when somebody connects for sending, names a sender, and names a recipient. A connection that was signed in to
 * sends nothing more when its mailbox is blocked or gone, or has another password.
 */
export function senderRules({ stores, clock }: Needs): Decide {
  const connectedAtMs = new Map<string, number>()
  const connected = (request: PolicyRequest) => {
    connectedAtMs.set(connectionOf(request), clock.now())
    for (const oldest of connectedAtMs.keys()) {
      if (connectedAtMs.size <= MAX_CONNECTIONS) break
      connectedAtMs.delete(oldest)
    }
  }
  const isEnded = async (request: PolicyRequest, address: string) => {
    const endedAtMs = await stores.sessionEnds.lastOf(recipientOf(address)?.whole ?? '')
    // One that began before this server did is not known.
    return endedAtMs !== null && (connectedAtMs.get(connectionOf(request)) ?? 0) <= endedAtMs
  }
  return async (request) => {
    const address = attribute(request, 'sasl_username')
    const recipient = attribute(request, 'recipient')
    if (attribute(request, 'protocol_state') === 'CONNECT') {
      connected(request)
      // Somebody new: only whether there is anything to ask.
      await stores.delivery.hasDomain('')
      return GO_ON
    }
    if (address !== '' && !(await maySend(stores.delivery, address))) return SHUT
    if (address !== '' && (await isEnded(request, address))) return ANEW
    const posting = { recipient, sender: attribute(request, 'sender'), signedIn: address !== '' }
    const sizeBytes = Number(attribute(request, 'size')) || 0
    return answerFor(await judgePosting(stores, { ...posting, sizeBytes }))
  }
}

function answerFor(verdict: Verdict): string {
  if (verdict === 'refused') return '550 5.7.1 You may not write to this list'
  if (verdict === 'too-big') return '552 5.3.4 This list takes no mail of that size'
  // For all recipients of the mail: they answer to the list that they share it with.
  return verdict === 'taken' ? GO_ON : `PREPEND Reply-To: <${verdict.replyTo}>`
}

function connectionOf(request: PolicyRequest): string {
  return `${attribute(request, 'client_address')} ${attribute(request, 'client_port')}`
}

function attribute(request: PolicyRequest, name: string): string {
  return request.get(name) ?? ''
}
