import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Secret } from '../lib/secret.ts'
import { sameText } from '../lib/timing-safe.ts'

export type JsonBody = Readonly<Record<string, unknown>>

interface Questions {
  /** Known to the asker as well: any program of this machine can reach the port. */
  readonly secret: Secret
  readonly maxBytes: number
  /** Null for what is no question. */
  answer(body: JsonBody, url: URL): Promise<object | null>
  /** Hears why something could not be answered; the asker is told 503. */
  onError(error: unknown): void
}

/** Questions that are objects of JSON, answered in kind to whoever knows the secret. */
export function jsonQuestions({ secret, maxBytes, answer, onError }: Questions): RequestListener {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    if (!sameText(request.headers.authorization ?? '', `Bearer ${secret.reveal()}`)) return end(response, 401)
    const body = await bodyOf(request, maxBytes)
    const answered = body && (await answer(body, new URL(request.url ?? '/', 'http://keyward')))
    end(response, answered === null ? 400 : 200, answered ?? {})
  }
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      onError(error)
      end(response, 503)
    })
  }
}

function end(response: ServerResponse, status: number, body: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Null for what is no object of JSON. */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<JsonBody | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    return isBody(body) ? body : null
  } catch {
    return null
  }
}

function isBody(body: unknown): body is JsonBody {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}
