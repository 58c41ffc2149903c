import type { FastifyReply } from 'fastify'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import { type ProblemCode, sendProblem } from '../kit/problem.ts'
import { EXPIRED_FORM } from './faults.ts'
import { type Html, html } from './html.ts'

interface PasskeyForm {
  /** Takes the answer of the passkey; what to ask for is had from `options` below it. */
  readonly action: string
  readonly label: string
  /** Makes a new passkey instead of asking for one. */
  readonly creates?: boolean
  /** Not the first way in. */
  readonly plain?: boolean
  /** The hidden field that proves where the form comes from. */
  readonly token: Html
  readonly next: string
}

/** What fills in a passkey's answer. Served from here, as the page's policy asks. */
export const PASSKEY_SCRIPT = '/passkey.js'

/** A button for those whose browser has passkeys: without scripts it stays hidden. */
export function passkeyForm({ action, label, creates, plain, token, next }: PasskeyForm): Html {
  return html`<form method="post" action="${action}" data-passkey="${action}/options"${creates && html` data-creates`} hidden>
${token}<input type="hidden" name="next" value="${next}">
<input type="hidden" name="expires" value=""><input type="hidden" name="answer" value="">
<p class="error" role="alert" hidden></p>
<button type="submit"${plain && html` class="plain"`}>${label}</button>
</form>`
}

/** Of what the script asks for, this is what can go wrong: the form is too old, or there is nothing to ask. */
const REFUSED: Partial<Readonly<Record<DomainErrorCode, ProblemCode>>> = {
  'session.not_found': 'not_found',
  'factor.not_found': 'not_found',
  'factor.exists': 'not_found',
  'actor.forbidden': 'forbidden',
}

/** Answers the script. @throws what is no refusal */
export async function sendOptions(
  reply: FastifyReply,
  isOwn: boolean,
  ask: () => Promise<unknown>,
): Promise<FastifyReply> {
  if (!isOwn) return sendProblem(reply, { code: 'csrf', detail: EXPIRED_FORM.text })
  try {
    return reply.type('application/json').send(JSON.stringify(await ask()))
  } catch (error) {
    const code = error instanceof DomainError ? REFUSED[error.code] : undefined
    if (code === undefined) throw error
    return sendProblem(reply, { code, detail: 'There is nothing to ask a passkey for.' })
  }
}
