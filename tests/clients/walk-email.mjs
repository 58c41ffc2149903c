// Walks the e-mail API with what Node brings along. Needs URL, USER_KEY, SECRET_KEY and DOMAIN in the environment.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { env } from 'node:process'

const { URL: server = '', USER_KEY: userKey = '', SECRET_KEY: secretKey = '', DOMAIN: domain = '' } = env
const AGENT = 'node-walk/1.0'
const BASE = `/v1/customers/me/domains/${domain}`

/** The time of this machine's zone, as most clients write it. */
function timeNow() {
  const now = new Date()
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
  return local.toISOString().replace(/\D/g, '').slice(0, 14)
}

function signature(secret, time) {
  const hash = createHash('sha1').update(userKey + AGENT + time + secret)
  return `${userKey}:${time}:${hash.digest('base64')}`
}

async function call(method, path, { form, json, type, secret = secretKey, time = timeNow(), accept } = {}) {
  const body = form ? new URLSearchParams(form) : json && JSON.stringify(json)
  const headers = { 'User-Agent': AGENT, 'X-Api-Signature': signature(secret, time) }
  if (json || type) headers['Content-Type'] = type ?? 'application/json'
  if (accept) headers['Accept'] = accept
  const answer = await fetch(server + path, { method, headers, body })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

async function done(...given) {
  const { status, headers, text } = await call(...given)
  assert.deepEqual([status, headers.get('content-length'), text], [200, '0', ''], given.join(' '))
}

async function told(path) {
  const { status, text } = await call('GET', path)
  assert.equal(status, 200, text)
  return JSON.parse(text)
}

async function refused([status, root, message], ...given) {
  const answer = await call(...given)
  const fault = JSON.parse(answer.text)[root]
  assert.deepEqual([answer.status, fault.code, fault.message], [status, status, message])
  assert.equal(answer.headers.get('x-error-message'), message)
  return { ...answer, fault }
}

await done('POST', BASE, { form: { serviceType: 'rsemail' } })
for (const name of ['anna', 'ben', 'cleo', 'dora', 'emil']) {
  const fields = { password: 'Str0ng-enough', size: 1_024, enabled: true }
  await done('POST', `${BASE}/rs/mailboxes/${name}`, name < 'c' ? { json: fields } : { form: fields })
}
assert.equal((await told(`${BASE}/rs/mailboxes/anna`)).size, 1_024)
await done('PUT', `${BASE}/rs/mailboxes/anna`, {
  json: { displayName: 'Änna', firstName: 'Ä', enabled: false },
})
const anna = await told(`${BASE}/rs/mailboxes/anna`)
assert.deepEqual([anna.displayName, anna.contactInfo.firstName, anna.enabled], ['Änna', 'Ä', false])

const names = []
for (let offset = 0; ; offset += 2) {
  const { rsMailboxes, total } = await told(`${BASE}/rs/mailboxes?size=2&offset=${offset}`)
  assert.equal(total, 5)
  if (rsMailboxes.length === 0) break
  names.push(...rsMailboxes.map(({ name }) => name))
}
assert.deepEqual(names, ['anna', 'ben', 'cleo', 'dora', 'emil'])

await done('POST', `${BASE}/rs/aliases/team`, { json: { aliasEmails: [`anna@${domain}`, `ben@${domain}`] } })
await done('POST', `${BASE}/rs/aliases/team/cleo@${domain}`, { type: 'application/json' })
await done('DELETE', `${BASE}/rs/aliases/team/ben%40${domain}`, { type: 'application/json' })
assert.deepEqual(await told(`${BASE}/rs/aliases/team`), {
  name: 'team',
  emailAddressList: { emailAddress: [`anna@${domain}`, `cleo@${domain}`] },
})

await done('DELETE', `${BASE}/rs/mailboxes/ben`, { type: 'application/json' })
const gone = [404, 'itemNotFoundFault', 'Mailbox Not Found']
assert.equal(
  (await refused(gone, 'GET', `${BASE}/rs/mailboxes/ben`)).fault.additionalData.isRecoverable,
  true,
)
await done('POST', `${BASE}/rs/mailboxes/ben`, { form: { password: 'Another 1', recoverDeleted: 'True' } })
assert.equal((await told(`${BASE}/rs/mailboxes/ben`)).size, 1_024)

const unsigned = [403, 'unauthorizedFault', 'Authentication failed.']
await refused(unsigned, 'GET', BASE, { secret: 'x'.repeat(40) })
await refused(unsigned, 'GET', BASE, { time: '20010308143725' })
const xml = await call('GET', BASE, { time: '20010308143725', accept: 'text/xml' })
assert.match(xml.text, /<unauthorizedFault code="403"><message>Authentication failed\.</)
const throttled = [403, 'unauthorizedFault', 'Exceeded request limits']
// Twice, should a minute end in between.
for (let left = 2 * Number(env['READS']); left > 0; left--)
  if ((await call('GET', '/v1/customers/me')).status !== 200) break
const { headers } = await refused(throttled, 'GET', '/v1/customers/me')
assert.ok(Number(headers.get('retry-after')) > 0)
await done('PUT', `${BASE}/rs/mailboxes/emil`, { form: { displayName: 'Emil' } })
process.stdout.write('walked\n')
