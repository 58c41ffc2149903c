import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PanelFile } from './files.ts'

const YEAR_SECONDS = 31_536_000

interface Representation {
  readonly bytes: Buffer
  readonly encoding: 'br' | 'gzip' | null
}

/** Sends a file of the panel's build in the smallest form that the browser reads. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: PanelFile): FastifyReply {
  const { bytes, encoding } = representationFor(request.headers['accept-encoding'], file)
  // Each form is a representation of its own (RFC 9110, section 8.8.3.3).
  const etag = `"${file.etag}${encoding ? `-${encoding}` : ''}"`
  reply.headers({
    ETag: etag,
    'Cache-Control': file.hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  })
  addVary(reply, 'Accept-Encoding')
  if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
  if (encoding) reply.header('Content-Encoding', encoding)
  return reply.type(file.type).send(bytes)
}

/** Caches must keep apart what differs by these request headers. */
export function addVary(reply: FastifyReply, name: string): void {
  const vary = reply.getHeader('Vary')
  reply.header('Vary', typeof vary === 'string' ? `${vary}, ${name}` : name)
}

function representationFor(accepted: string | undefined, file: PanelFile): Representation {
  if (file.br && admits(accepted, 'br')) return { bytes: file.br, encoding: 'br' }
  if (file.gzip && admits(accepted, 'gzip')) return { bytes: file.gzip, encoding: 'gzip' }
  return { bytes: file.bytes, encoding: null }
}

function admits(accepted: string | undefined, encoding: string): boolean {
  return (accepted ?? '').split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter))
  })
}

function namesTag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
