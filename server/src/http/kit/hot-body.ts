import type { IncomingMessage } from 'node:http'
import { acceptsAnything, type PlainHeaders, plainHeaders } from './plain-headers.ts'

const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i
const MAX_BODY_BYTES = 4_096

/**
 * Reads the body of a login that has nothing unusual about it, before Fastify does. Clients send a token with it, even an
 * empty one, which means nothing there.
 * @param answer says whether it has answered; if not, `pass` gets the request as it was
 * @returns false for any other request, untouched
 */
export function readPlainLogin(
  request: IncomingMessage,
  pass: () => void,
  answer: (bytes: Buffer, headers: PlainHeaders) => boolean,
): boolean {
  const headers = plainHeaders(request.rawHeaders)
  if (!headers || !isPlainLogin(headers)) return false
  request.once('readable', () => {
    const bytes: unknown = request.read()
    if (!(bytes instanceof Buffer)) return pass()
    // Bodies this short come in one piece, or take the ordinary way.
    if (bytes.length === Number(headers.get('content-length')) && answer(bytes, headers)) return
    request.unshift(bytes)
    pass()
  })
  return true
}

function isPlainLogin(headers: PlainHeaders): boolean {
  const length = Number(headers.get('content-length'))
  const isShort = length > 0 && length <= MAX_BODY_BYTES
  const isJson = JSON_TYPE.test(headers.get('content-type') ?? '')
  return isShort && isJson && acceptsAnything(headers.get('accept'))
}
