import { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { PROBLEM_TYPE, PROBLEMS, type ProblemCode, problemType } from './problem.ts'

interface ParserFault extends Error {
  readonly code?: string
  /** What was read last. */
  readonly rawPacket?: unknown
}

/** Forward-auth answers nothing but 401 and 403: nginx makes a 500 of any other refusal. */
const ASKED_BY_A_PROXY = /^[A-Z]+ \/+auth\/verify[/? ]/
const MAX_START_LENGTH = 64
const MALFORMED_VERDICT = [
  'HTTP/1.1 403 Forbidden',
  'X-Keyward-Reason: malformed',
  'Content-Length: 0',
  'Cache-Control: no-store',
  'Connection: close',
  '\r\n',
].join('\r\n')

function isAskedByProxy(packet: unknown): boolean {
  return Buffer.isBuffer(packet) && ASKED_BY_A_PROXY.test(packet.toString('latin1', 0, MAX_START_LENGTH))
}

interface Refusal {
  readonly code: ProblemCode
  readonly detail: string
}

const NOT_HTTP: Refusal = { code: 'invalid', detail: 'The request is not HTTP as this server reads it.' }
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    code: 'headers_too_large',
    detail: 'Address and headers together may have 16 KiB.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'timeout', detail: 'The request did not arrive in time.' },
}

/**
 * Answers what Node's parser refused. Which dialect was meant is not known then, so the answer is a problem; it has
 * no request id, because nothing of it got as far as the log.
 */
export function answerClientError(fault: ParserFault, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const pending = pendingOn(socket)
  if (pending) {
    // What comes after a whole request is broken: that one may have been done, and its own answer tells.
    pending.shouldKeepAlive = false
    pending.once('finish', () => socket.destroySoon())
    return
  }
  if (isAskedByProxy(fault.rawPacket)) {
    socket.end(MALFORMED_VERDICT)
    return
  }
  const { code, detail } = REFUSALS[fault.code ?? ''] ?? NOT_HTTP
  const { status, title } = PROBLEMS[code]
  const body = JSON.stringify({ type: problemType(code), title, status, detail, code, requestId: '' })
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** The answer to a request that has arrived whole, where one is on its way. Node has no public name for it. */
function pendingOn(socket: Socket): ServerResponse | null {
  const response = '_httpMessage' in socket ? socket._httpMessage : null
  return response instanceof ServerResponse && response.req.complete ? response : null
}
