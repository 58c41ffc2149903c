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

const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
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
  if (isAskedByProxy(fault.rawPacket)) {
    socket.end(MALFORMED_VERDICT)
    return
  }
  const code = CODES[fault.code ?? ''] ?? 'invalid'
  const { status, title } = PROBLEMS[code]
  const detail = 'The request is not HTTP as this server reads it.'
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
