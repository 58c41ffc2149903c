import fc from 'fast-check'
import { BAD_XML, CANARY, GARBAGE_KEYS } from './bad-input.ts'

/** A request that is answered well, in the pieces that a mutation may change. */
export interface Request {
  readonly method: string
  readonly target: string
  readonly headers: readonly string[]
  readonly body?: string
}

const JSON_TYPE = 'Content-Type: application/json'

export function get(target: string, ...headers: readonly string[]): Request {
  return { method: 'GET', target, headers }
}

/** With a body in JSON. */
export function send(method: string, target: string, body: unknown, ...headers: readonly string[]): Request {
  return { method, target, headers: [JSON_TYPE, ...headers], body: JSON.stringify(body) }
}

type Change<T> = (from: T) => T

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'X']
const SEGMENTS = [
  '..',
  '.',
  '%2e%2e',
  '%00',
  '%zz',
  '%c3%28',
  "'",
  '%27%20or%201=1--',
  'me',
  'x'.repeat(5_000),
  ':',
  '*',
  '%F0%9F%97%9D',
  'constructor',
]
const QUERIES = [
  '?',
  '?x',
  '?limit=1e9',
  '?limit=-1',
  '?marker=%27',
  '?name=a&name=b',
  '?name[x]=1',
  '?%ff=%ff',
]
const HEADERS = [
  'Accept: application/xml',
  'Accept: ,;q=',
  'Accept-Encoding: x;q=9',
  'Authorization: Basic !',
  'Connection: upgrade',
  'Content-Encoding: gzip',
  'Content-Length: 0',
  'Content-Type: application/json; charset=utf-16',
  'Content-Type: text/xml',
  'Cookie: kw=a; kw=b; ;;=',
  'Forwarded: for="[::1"',
  'Host: [::1',
  'Idempotency-Key: x',
  'If-None-Match: *',
  'Range: bytes=9-1',
  'Sec-Fetch-Site: cross-site',
  'Transfer-Encoding: chunked',
  'Upgrade: websocket',
  'X-Forwarded-For: ,,unknown, 1.2.3.4.5',
  'X-HTTP-Method-Override: DELETE',
  '__proto__: x',
]
const TEXTS = [
  '',
  '\0',
  '\ud800',
  '𝕏'.repeat(99),
  'x'.repeat(9_000),
  '1e999',
  `<b>${CANARY}`,
  ...GARBAGE_KEYS,
]
const RAW_VALUES = ['[]', '{}', '-0', '1e999', '[[[[', '"\\u0000"', '{"a":1,"a":2}', '['.repeat(9_999)]

/** Changes at a place that is chosen by a number, whatever there is to choose from. */
function at<T>(list: readonly T[], place: number, change: (item: T) => readonly T[]): readonly T[] {
  const chosen = list.length === 0 ? -1 : place % list.length
  return list.flatMap((item, index) => (index === chosen ? change(item) : [item]))
}

const place = fc.nat(10_000)

const newMethod = fc.constantFrom(...METHODS).map(
  (method): Change<Request> =>
    (from) => ({ ...from, method }),
)

const newTarget = fc
  .tuple(
    place,
    fc.oneof(fc.constantFrom(...SEGMENTS), fc.string({ maxLength: 20 }).map(encodeURI)),
    fc.constantFrom('swap', 'add', 'drop'),
  )
  .map(([where, segment, how]): Change<Request> => {
    const changes = { swap: () => [segment], add: (old: string) => [old, segment], drop: () => [] }
    return (from) => ({ ...from, target: at(from.target.split('/'), where, changes[how]).join('/') || '/' })
  })

const newQuery = fc.constantFrom(...QUERIES).map(
  (query): Change<Request> =>
    (from) => ({ ...from, target: from.target + query }),
)

const newHeaders = fc
  .tuple(place, fc.constantFrom(...HEADERS), fc.constantFrom(...TEXTS), fc.nat(4))
  .map(([where, header, text, how]): Change<Request> => {
    const nameOf = (line: string) => line.slice(0, line.indexOf(':'))
    const changes = [
      () => [],
      (line: string) => [line, line],
      (line: string) => [line, header],
      (line: string) => [`${nameOf(line)}: ${text}`],
      (line: string) => [line.slice(0, -1)],
    ]
    return (from) => ({ ...from, headers: at(from.headers, where, changes[how] ?? (() => [])) })
  })

/** A JSON text, cut where values and names begin and end. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[^\s"]/g

const newJson = fc
  .tuple(place, fc.oneof(fc.json({ maxDepth: 2 }), fc.constantFrom(...RAW_VALUES)), fc.nat(4))
  .map(([where, json, how]): Change<Request> => {
    const changes = [() => [json], () => [], (old: string) => [old, old], (old: string) => [`[${old}]`]]
    return (from) => {
      const isJson = from.headers.includes(JSON_TYPE)
      if (!isJson) return { ...from, headers: [...from.headers, JSON_TYPE], body: json }
      if (how === changes.length || from.body === undefined) return { ...from, body: json }
      const tokens = from.body.match(TOKENS) ?? []
      return { ...from, body: at(tokens, where, changes[how] ?? (() => [])).join('') }
    }
  })

const newText = fc.tuple(place, fc.constantFrom(...TEXTS)).map(
  ([where, text]): Change<Request> =>
    (from) => {
      const texts = from.body?.split(/(?<=[":=&])/) ?? []
      return from.body === undefined ? from : { ...from, body: at(texts, where, () => [text]).join('') }
    },
)

export const XML_TYPE = 'Content-Type: application/xml'
const XML_PIECES = [
  '<',
  '>',
  '/',
  '"',
  '&#0;',
  '&x;',
  'xmlns=""',
  '<!DOCTYPE a>',
  '<![CDATA[',
  '<?x?>',
  ' xmlns:a="a"',
]

/** XML that is refused wherever it is sent, or a piece of it where XML was sent. */
const newXml = fc
  .tuple(place, fc.constantFrom(...BAD_XML), fc.constantFrom(...XML_PIECES))
  .map(([where, { body }, piece]): Change<Request> => {
    return (from) => {
      const isXml = from.headers.includes(XML_TYPE)
      if (!isXml) return { ...from, headers: [...from.headers, XML_TYPE], body: String(body) }
      return {
        ...from,
        body: at((from.body ?? '').split(/(?<=[\s">])/), where, (old) => [piece, old]).join(''),
      }
    }
  })

/** Bytes of the whole message, the empty line that ends the headers excepted: without it nothing would be sent. */
const newBytes = fc
  .array(fc.tuple(place, fc.integer({ min: 0, max: 255 }), fc.constantFrom('swap', 'add', 'drop')), {
    maxLength: 2,
  })
  .map((edits): Change<string> => {
    return (head) =>
      edits.reduce((text, [where, byte, how]) => {
        const index = where % text.length
        const put = how === 'drop' ? '' : String.fromCharCode(byte)
        return text.slice(0, index) + put + text.slice(how === 'add' ? index : index + 1)
      }, head)
  })

const someChanges = fc.array(fc.oneof(newMethod, newTarget, newQuery, newHeaders, newJson, newXml, newText), {
  minLength: 1,
  maxLength: 3,
})

/** Good requests, each changed in up to three places; one in four also in its bytes. Ready to be sent. */
export function mutated(good: readonly Request[]): fc.Arbitrary<Buffer> {
  const bytes = fc.option(newBytes, { freq: 3, nil: (text: string) => text })
  return fc.tuple(fc.constantFrom(...good), someChanges, bytes).map(([request, changes, changeBytes]) =>
    messageOf(
      changes.reduce((from, change) => change(from), request),
      changeBytes,
    ),
  )
}

/** A request as bytes. Its length is told rightly: else the server would wait for the rest, as it should. */
export function messageOf(
  { method, target, headers, body }: Request,
  change: Change<string> = (text) => text,
): Buffer {
  const content = Buffer.from(body ?? '')
  const own = ['Host: localhost', 'Connection: close', ...headers]
  const length = body === undefined ? [] : [`Content-Length: ${content.length}`]
  const head = change([`${method} ${target} HTTP/1.1`, ...own].join('\r\n'))
  return Buffer.concat([Buffer.from(`${[head, ...length].join('\r\n')}\r\n\r\n`, 'latin1'), content])
}
