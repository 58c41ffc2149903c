import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'
import { signingKeyOf } from '../../domain/dkim/show-key.ts'

/** By whole name; a name with null has servers that do not answer. */
const dns = new Map<string, readonly string[] | null>()
const asked: string[] = []
const app = await openTestApp(undefined, {
  dns: {
    mx: async () => [],
    txt: async (name) => {
      asked.push(name)
      const records = dns.get(name)
      return records === undefined ? [] : records
    },
  },
})
after(() => app.close())

async function withDkim() {
  const made = await withMailDomain(app)
  const { client, domain } = made
  const at = `/v2/customers/me/domains/${domain}/dkim`
  const found = await app.deps.store.mailDomains.find(domain)
  assert.ok(found)
  const make = async () => (await client.send('POST', at)).json()
  const verify = () => client.send('POST', `${at}/verification`)
  const publish = ({ subdomain, dnsKey }: { subdomain: string; dnsKey: string }) =>
    dns.set(`${subdomain}.${domain}`, [dnsKey])
  const signing = async () => (await signingKeyOf(app.deps, app.deps.store, found.id))?.selector ?? null
  return { ...made, at, make, verify, publish, signing, shown: async () => (await client.get(at)).json() }
}

describe('a key that mail is signed with', () => {
  test('is made, waits for its record, and signs once that is found', async () => {
    const { domain, make, verify, publish, shown, signing } = await withDkim()
    const made = await make()
    const day = new Date(app.nowMs()).toISOString().slice(0, 10).replaceAll('-', '')
    const { dnsKey, ...rest } = made
    const { selector, publicKey, ...same } = await shown()
    assert.match(selector, new RegExp(`^${day}$`))
    assert.deepEqual(same, made)
    assert.deepEqual(rest, {
      hostedBy: 'external',
      status: 'pendingVerification',
      subdomain: `${selector}._domainkey`,
    })
    assert.match(dnsKey, /^v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]+$/)
    const pem = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n$/.exec(
      publicKey,
    )
    assert.equal(pem?.[1]?.replaceAll('\n', ''), dnsKey.slice(dnsKey.indexOf('p=') + 2))
    assert.equal(await signing(), null)
    const early = await verify()
    assertFault(early, 400, 'validationFault', `There is no TXT record at ${selector}._domainkey.${domain}`)
    publish(made)
    assert.deepEqual((await verify()).json(), { ...made, status: 'active' })
    assert.equal(await signing(), selector)
    assert.equal((await shown()).status, 'active')
  })

  test('goes on signing while another waits, and is gone when that signs', async () => {
    const { domain, make, verify, publish, shown, signing } = await withDkim()
    const first = await make()
    publish(first)
    await verify()
    const before = await signing()
    const second = await make()
    assert.notEqual(second.subdomain, first.subdomain)
    assert.deepEqual([await signing(), (await shown()).status], [before, 'pendingVerification'])
    dns.set(`${second.subdomain}.${domain}`, ['v=spf1 -all', first.dnsKey])
    assertFault(await verify(), 400, 'validationFault', /^The TXT record is not that of the key at /)
    assert.equal(await signing(), before)
    publish(second)
    assert.equal((await verify()).json().status, 'active')
    assert.equal(`${await signing()}._domainkey`, second.subdomain)
    const found = await app.deps.store.mailDomains.find(domain)
    assert.equal((await app.deps.store.dkimKeys.ofDomain(found?.id ?? '')).length, 1)
  })

  test('takes the place of one that waited in vain', async () => {
    const { make, shown, publish, verify } = await withDkim()
    const [first, second] = [await make(), await make()]
    assert.equal((await shown()).dnsKey, second.dnsKey)
    publish(first)
    publish(second)
    assert.equal((await verify()).json().dnsKey, second.dnsKey)
  })

  test('is not looked for again when it signs', async () => {
    const { make, publish, verify } = await withDkim()
    publish(await make())
    await verify()
    const before = asked.length
    assert.equal((await verify()).json().status, 'active')
    assert.equal(asked.length, before)
  })

  test('waits on while the name servers do not answer, which is nobody’s fault here', async () => {
    const { domain, make, verify, signing } = await withDkim()
    const { subdomain } = await make()
    dns.set(`${subdomain}.${domain}`, null)
    const answer = await verify()
    assertFault(answer, 503, 'appsFault')
    assert.ok(answer.headers['retry-after'])
    assert.equal(await signing(), null)
  })

  test('is revoked with the one that waits, and nothing is left to show or to look for', async () => {
    const { client, at, make, publish, verify, signing } = await withDkim()
    publish(await make())
    await verify()
    await make()
    assertDone(await client.send('DELETE', at))
    assert.equal(await signing(), null)
    const fault = assertFault(await client.get(at), 404, 'itemNotFoundFault', 'DKIM Not Found')
    assert.equal(fault['resourceType'], 'DKIM')
    assertFault(await verify(), 404, 'itemNotFoundFault')
    assertDone(await client.send('DELETE', at))
  })

  test('is sealed at rest, comes under new data keys, and never leaves by the API', async () => {
    const { client, domain, at, make, publish, verify } = await withDkim()
    publish(await make())
    await verify()
    const found = await app.deps.store.mailDomains.find(domain)
    assert.ok(found)
    const secret = (await signingKeyOf(app.deps, app.deps.store, found.id))?.privateKeyPem ?? ''
    assert.match(secret, /^private \d+$/)
    const sealed = async () =>
      (await app.deps.store.dkimKeys.ofDomain(found.id))[0]?.sealed ?? new Uint8Array()
    const before = await sealed()
    assert.ok(!Buffer.from(before).includes(secret))
    await app.keyward.dataKeys.rotate(TESTER, async () => {})
    assert.notDeepEqual(await sealed(), before)
    assert.equal((await signingKeyOf(app.deps, app.deps.store, found.id))?.privateKeyPem, secret)
    const log = JSON.stringify(await auditOf(app.deps, client.admin.accountId))
    for (const text of [log, (await client.get(at)).body]) assert.ok(!text.includes(secret))
  })

  test('is told in the log at each of its turns', async () => {
    const { client, domain, at, make, publish, verify } = await withDkim()
    publish(await make())
    await verify()
    assertDone(await client.send('DELETE', at))
    const log = (await auditOf(app.deps, client.admin.accountId)).filter(({ action }) =>
      action.startsWith('dkim.'),
    )
    assert.deepEqual(
      log.map(({ action, target }) => [action, target]),
      [
        ['dkim.create', `domain:${domain}`],
        ['dkim.activate', `domain:${domain}`],
        ['dkim.revoke', `domain:${domain}`],
      ],
    )
  })

  test('comes in XML, and under every version', async () => {
    const { client, domain, make } = await withDkim()
    const { subdomain } = await make()
    for (const base of ['/v1', '/v2', '/v0']) {
      const headers = { accept: 'application/xml' }
      const { body } = await client.send('GET', `${base}/domains/${domain}/dkim`, { headers })
      assert.ok(body.includes(`<subdomain>${subdomain}</subdomain>`), body)
    }
  })
})
