import type { FastifyInstance, FastifyRequest } from 'fastify'
import { accepts, names } from './accept.ts'
import { refuseCredentialInAddress } from './credential-in-address.ts'
import { jsonOfXml } from './identity-xml-read.ts'
import { xmlOfJson } from './identity-xml-write.ts'
import { RequestError } from './request-error.ts'

/**
 * What the identity dialects share in reading requests: no credentials in the address, JSON, and XML where it is spoken.
 * @param loginPaths where a JSON body counts whatever type it was sent as: hand-written scripts forget the header
 * @param xmlNamespace of names without a prefix; without one XML is refused in either direction
 */
export function readIdentityRequests(
  app: FastifyInstance,
  loginPaths: readonly string[],
  xmlNamespace?: string,
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (xmlNamespace === undefined) refuseXml(request)
    refuseCredentialInAddress(request.url)
    const isLogin = request.method === 'POST' && loginPaths.includes(pathOf(request.url))
    if (isLogin && !isXml(request)) request.headers['content-type'] = 'application/json'
    done()
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => {
    if (body.length === 0) return undefined
    throw otherType(xmlNamespace)
  })
  if (xmlNamespace !== undefined) speakXml(app, xmlNamespace)
}

/** Bodies are read as the JSON they stand for, and answers in JSON are sent as XML: no handler knows of it. */
function speakXml(app: FastifyInstance, namespace: string): void {
  app.addContentTypeParser(XML_BODY, { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) =>
    body.length === 0 ? undefined : jsonOfXml(body, namespace),
  )
  app.addHook('onSend', (request, reply, payload, done) => {
    const isJson = /^application\/json\b/.test(String(reply.getHeader('content-type')))
    if (typeof payload !== 'string' || payload === '' || !isJson || !wantsXml(request)) {
      return done(null, payload)
    }
    reply.type('application/xml; charset=utf-8')
    done(null, xmlOfJson(payload, namespace))
  })
}

function otherType(xmlNamespace: string | undefined): RequestError {
  const types = xmlNamespace === undefined ? 'application/json' : 'application/json or application/xml'
  return new RequestError('unsupported_media_type', `Send the body as ${types}.`)
}

const XML = /^[a-z]+\/(?:[\w.+-]+\+)?xml\b/i
/** What XML bodies are sent as; feeds and pictures are XML, too, and nothing that is read here. */
const XML_BODY = /^(?:application|text)\/xml(?:\s*;|$)/i
const XML_TYPES = ['application/xml', 'text/xml']

function isXml({ headers }: FastifyRequest): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return hasBody && XML.test(headers['content-type'] ?? '')
}

/** @throws RequestError for XML in either direction. The body is judged first: it is what the client sent. */
function refuseXml(request: FastifyRequest): void {
  if (isXml(request)) throw otherType(undefined)
  if (wantsXml(request)) throw new RequestError('not_acceptable', 'Answers are application/json only.')
}

/** The suffix wins over `Accept`. It is gone from the address by now, but not from the original. */
function wantsXml({ headers, originalUrl }: FastifyRequest): boolean {
  const [, suffix] = /\.(json|xml)\/*$/.exec(pathOf(originalUrl)) ?? []
  return suffix === undefined ? acceptsOnlyXml(headers.accept) : suffix === 'xml'
}

/** Names XML, and takes no JSON. */
export function acceptsOnlyXml(accept: string | undefined): boolean {
  return XML_TYPES.some((type) => names(accept, type)) && !accepts(accept, 'application/json')
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
