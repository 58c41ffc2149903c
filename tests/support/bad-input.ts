import { gzipSync } from 'node:zlib'

/** Stands in bad input wherever text may be: no answer may repeat it. */
export const CANARY = 'canary-4f9b2c'

/** A request that no honest client sends. It is refused for what it is, whoever sends it. */
export interface BadInput {
  readonly what: string
  readonly headers?: readonly string[]
  readonly body?: string | Buffer
}

const JSON_TYPE = 'Content-Type: application/json'
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded'

const ONCE = [
  'Cookie',
  'X-CSRF-Token',
  'Authorization',
  'Origin',
  'X-Auth-Token',
  'X-Auth-User',
  'X-Auth-Key',
  'X-Subject-Token',
  'Idempotency-Key',
  'X-Forwarded-For',
  'Forwarded',
]

/** Headers that decide who asks or what is asked, sent twice or in bytes that mean nothing; and too many headers. */
export const BAD_HEADERS: readonly BadInput[] = [
  ...ONCE.map((name) => ({ what: `${name} twice`, headers: [`${name}: ${CANARY}`, `${name}: b`] })),
  { what: 'Host twice', headers: ['Host: elsewhere'] },
  { what: 'Content-Type twice', headers: [JSON_TYPE, JSON_TYPE] },
  { what: 'bytes that are not ASCII in a credential', headers: [`X-Api-Key: ${CANARY}\xff\xfe`] },
  { what: 'bytes that are not ASCII in the Idempotency-Key', headers: ['Idempotency-Key: \xe9'] },
  { what: 'over a hundred headers', headers: Array.from({ length: 101 }, (_, at) => `X-${at}: 1`) },
]

/** What Node's parser refuses by itself. */
export const BROKEN_HTTP: readonly BadInput[] = [
  { what: 'a NUL in a header', headers: ['X-Other: a\0b'] },
  { what: 'a folded header', headers: ['X-Other: a', ' b'] },
  { what: 'a blank before the colon', headers: ['X-Other : a'] },
  { what: 'a header of 20 KB', headers: [`X-Other: ${'x'.repeat(20_000)}`] },
  { what: 'two lengths', headers: ['Content-Length: 1', 'Content-Length: 2'] },
  { what: 'length and chunks together', headers: ['Content-Length: 1', 'Transfer-Encoding: chunked'] },
  { what: 'an unknown transfer coding', headers: ['Transfer-Encoding: x'] },
]

/** To those who answer in JSON alone. */
export const XML_WANTED: BadInput = { what: 'an answer wanted as XML', headers: ['Accept: application/xml'] }

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

/** No JSON, or JSON that has no business here. */
export const BAD_JSON: readonly BadInput[] = [
  { what: 'broken JSON', body: `{"${CANARY}":` },
  { what: 'a lone word', body: CANARY },
  { what: 'invalid UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
  { what: 'a NUL in a text', body: '{"note":"a\\u0000b","password":"a\\u0000b"}' },
  { what: 'half a character', body: '{"note":"\\ud800"}' },
  { what: '33 levels', body: deep(33) },
  { what: 'thirty thousand levels', body: deep(30_000) },
  { what: 'a million levels', body: deep(1_000_000) },
  { what: 'a name twice', body: `{"${CANARY}":"a","${CANARY}":"b"}` },
  { what: 'a text over 8 KiB', body: JSON.stringify({ note: 'x'.repeat(9_000) }) },
  { what: 'over a thousand members', body: JSON.stringify(Array.from({ length: 1_001 }, () => 1)) },
  { what: 'over 64 KiB', body: JSON.stringify({ note: ['x'.repeat(70_000)] }) },
  { what: 'a compressed body', headers: ['Content-Encoding: gzip'], body: gzipSync('{}') },
  { what: 'a body in an unknown coding', headers: [`Content-Encoding: ${CANARY}`], body: '{}' },
].map((bad) => ({ ...bad, headers: [JSON_TYPE, ...(bad.headers ?? [])] }))

/** JSON that says something, but not what any route asks. Compatible protocols ignore what they do not know. */
export const STRANGE_JSON: readonly BadInput[] = [
  { what: 'a list', body: '[1]' },
  { what: 'a figure', body: '1' },
  { what: 'null', body: 'null' },
  { what: 'unknown members', body: `{"${CANARY}":true}` },
  { what: 'a prototype', body: '{"__proto__":{"overlapSeconds":1}}' },
  { what: 'another user and account', body: '{"userId":"x","accountId":"y"}' },
].map((bad) => ({ ...bad, headers: [JSON_TYPE] }))

const CORE = 'xmlns="http://docs.openstack.org/identity/api/v2.0"'
const BOMB = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')

/** No XML, or XML that no identity client sends. Refusals are wanted as XML, too. */
export const BAD_XML: readonly BadInput[] = [
  { what: 'broken XML', body: `<${CANARY} ` },
  { what: 'JSON', body: `{"${CANARY}":1}` },
  {
    what: 'invalid UTF-8',
    body: Buffer.concat([Buffer.from(`<a ${CORE}>`), Buffer.from([0xff, 0x3c, 0x2f, 0x61, 0x3e])]),
  },
  { what: 'UTF-16', body: Buffer.from(`\ufeff<a ${CORE}/>`, 'utf16le') },
  { what: 'another encoding declared', body: `<?xml version="1.0" encoding="UTF-7"?><auth ${CORE}/>` },
  {
    what: 'a bomb of entities',
    body: `<!DOCTYPE a [<!ENTITY e0 "${CANARY}">${BOMB}]><auth ${CORE}>&e9;</auth>`,
  },
  {
    what: 'an external entity',
    body: `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><auth ${CORE}>&x;</auth>`,
  },
  {
    what: 'a document type elsewhere',
    body: `<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><auth ${CORE}/>`,
  },
  {
    what: 'parameter entities',
    body: `<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p">%p;]><auth ${CORE}/>`,
  },
  { what: 'an unknown entity', body: `<auth ${CORE}>&${CANARY};</auth>` },
  { what: 'a processing instruction', body: `<?${CANARY} x?><auth ${CORE}/>` },
  { what: '33 levels', body: `<a ${CORE}>${'<a>'.repeat(32)}${'</a>'.repeat(33)}` },
  { what: 'eight thousand levels', body: `<a ${CORE}>${'<a>'.repeat(8_000)}${'</a>'.repeat(8_001)}` },
  { what: 'an attribute twice', body: `<auth ${CORE} a="1" a="2"/>` },
  { what: 'a prefix of nothing', body: '<x:auth/>' },
  { what: 'no namespace', body: `<auth ${CANARY}="1"/>` },
  { what: 'an unknown namespace', body: `<auth xmlns="urn:${CANARY}"/>` },
  { what: 'text between elements', body: `<auth ${CORE}>${CANARY}<token/></auth>` },
  { what: 'a text over 8 KiB', body: `<auth ${CORE} a="${'x'.repeat(9_000)}"/>` },
  { what: 'over a thousand members', body: `<auth ${CORE}>${'<a/>'.repeat(1_001)}</auth>` },
  { what: 'over 64 KiB', body: `<auth ${CORE}><!--${'x'.repeat(70_000)}--></auth>` },
].map((bad) => ({ ...bad, headers: ['Content-Type: application/xml', 'Accept: application/xml'] }))

const OTHER_TYPES = ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'garbage']

/** `{}` as everything but JSON. */
export const NOT_AS_JSON: readonly BadInput[] = [
  ...[...OTHER_TYPES, 'application/x-www-form-urlencoded', 'application/jsonx'].map((type) => ({
    what: `a body as ${type}`,
    headers: [`Content-Type: ${type}`],
    body: '{}',
  })),
  { what: 'a body of no type', body: '{}' },
]

/** What is no form, to those who take forms. */
export const BAD_FORMS: readonly BadInput[] = [
  ...[
    { what: 'a field twice', body: `username=${CANARY}&username=b` },
    { what: 'a broken escape', body: `x=${CANARY}%` },
    { what: 'an escape that is not UTF-8', body: 'x=%ff' },
    { what: 'bytes that are not ASCII', body: Buffer.from([0x78, 0x3d, 0xff]) },
    { what: 'a NUL', body: 'x=%00' },
    { what: 'too many fields', body: Array.from({ length: 30 }, (_, at) => `f${at}=`).join('&') },
    { what: 'a field over 8 KiB', body: `x=${'x'.repeat(9_000)}` },
    { what: 'over 64 KiB', body: `x=${'x'.repeat(70_000)}` },
    { what: 'JSON in place of a form', body: `{"${CANARY}":"é"}` },
  ].map((bad) => ({ ...bad, headers: [FORM_TYPE] })),
  ...[...OTHER_TYPES, 'application/json'].map((type) => ({
    what: `a form as ${type}`,
    headers: [`Content-Type: ${type}`],
    body: 'username=a',
  })),
]

/** Addresses near a good one that are none. */
export function badAddresses(path: string): readonly string[] {
  const slash = path === '/' ? '' : path
  return [
    `http://localhost:8080${path}`,
    `/./${path}`,
    `/api/../api${path}`,
    `/%2e%2e${path}`,
    `${slash}/${CANARY}%00`,
    `${slash}/${CANARY}%zz`,
    `${slash}/%ff`,
    `${slash}/${'x'.repeat(5_000)}`,
    `${path}?${'x'.repeat(5_000)}`,
  ]
}

/** In the place of a credential: too short, too long, of another kind, meant for a database or a template. */
export const GARBAGE_KEYS = [
  '',
  CANARY,
  '0'.repeat(32),
  'f'.repeat(8_000),
  `' or '1'='1' -- ${CANARY}`,
  `"; drop table users; -- ${CANARY}`,
  `%(tenant_id)s\${jndi:${CANARY}}`,
  '../../../etc/passwd',
  '[object Object]',
]
