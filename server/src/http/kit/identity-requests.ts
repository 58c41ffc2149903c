import type { FastifyInstance, FastifyRequest } from 'fastify'
import { accepts, names } from './accept.ts'
import { refuseCredentialInAddress } from './credential-in-address.ts'
import { RequestError } from './request-error.ts'

/**
 * What identity v1.1 and v2.0 share in reading requests: JSON alone, no credentials in the address.
 * @param loginPaths where a JSON body counts whatever type it was sent as: hand-written scripts forget the header
 */
export function readIdentityRequests(app: FastifyInstance, loginPaths: readonly string[]): void {
  app.addHook('onRequest', (request, _reply, done) => {
    checkFormats(request)
    refuseCredentialInAddress(request.url)
    const isLogin = request.method === 'POST' && loginPaths.includes(pathOf(request.url))
    if (isLogin) request.headers['content-type'] = 'application/json'
    done()
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => {
    if (body.length === 0) return undefined
    throw new RequestError('unsupported_media_type', 'Send the body as application/json.')
  })
}

const XML = /^[a-z]+\/(?:[\w.+-]+\+)?xml\b/i
const XML_TYPES = ['application/xml', 'text/xml']

/** @throws RequestError for XML in either direction. The body is judged first: it is what the client sent. */
function checkFormats({ headers, url, originalUrl }: FastifyRequest): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (hasBody && XML.test(headers['content-type'] ?? '')) {
    throw new RequestError('unsupported_media_type', 'Send the body as application/json.')
  }
  const wantsXml = pathOf(url).endsWith('.xml') || (wantsOnlyXml(headers.accept) && !isJsonPath(originalUrl))
  if (wantsXml) throw new RequestError('not_acceptable', 'Answers are application/json only.')
}

function wantsOnlyXml(accept: string | undefined): boolean {
  return XML_TYPES.some((type) => names(accept, type)) && !accepts(accept, 'application/json')
}

/** The suffix wins over `Accept`. It is gone from the address by now, but not from the original. */
function isJsonPath(originalUrl: string): boolean {
  return /\.json\/*$/.test(pathOf(originalUrl))
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
