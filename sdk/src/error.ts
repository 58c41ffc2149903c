import type { Problem } from './problem.ts'

/** What went wrong when no answer came: the network, a proxy, or a server that is starting again. */
export const NETWORK_PROBLEM: Problem = {
  type: 'about:blank',
  title: 'No answer',
  status: 0,
  detail: 'The server did not answer.',
  code: 'network',
  requestId: '',
}

/**
 * A request that was refused or got no answer. Switch on `code`: it is stable, the texts are not.
 * `status` is 0 and `code` is `network` when no answer came.
 */
export class KeywardError extends Error {
  override readonly name = 'KeywardError'
  readonly code: string
  readonly status: number
  readonly title: string
  /** Quote this to the operator: it finds the request in the server's log. Empty without an answer. */
  readonly requestId: string
  /** The member of the request that is at fault. */
  readonly field: string | undefined
  /** Seconds to wait before asking again; undefined when the server named none. */
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem, retryAfterSeconds?: number, options?: ErrorOptions) {
    super(problem.detail, options)
    this.code = problem.code
    this.status = problem.status
    this.title = problem.title
    this.requestId = problem.requestId
    this.field = problem.field
    this.retryAfterSeconds = retryAfterSeconds
  }
}
