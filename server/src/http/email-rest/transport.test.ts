import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openTestApp } from '../../../../tests/support/app.ts'
import { addAdministrator, assertFault, emailClient, signed } from '../../../../tests/support/email.ts'
import { canonicalUrl } from '../kit/paths.ts'
import { wantsXml } from './answer.ts'
import { usDate } from './dates.ts'
import { readFields } from './fields.ts'
import { parametersOf, readIndexQuery } from './paging.ts'
import { xmlOf } from './xml.ts'

const app = await openTestApp()
const admin = await addAdministrator(app)
const client = emailClient(app, admin)

describe('addresses', () => {
  test('any version or none, any case of the words, a slash at the end: one place', async () => {
    for (const path of [
      '/v1/customers/me',
      '/v0/customers/me',
      '/v2/customers/me',
      '/customers/me',
      '/V1/Customers/ME',
      '/v1/customers/me/',
      '/v1//customers/me?',
      `/v1/customers/${admin.accountId}`,
    ])
      assert.equal((await client.get(path)).statusCode, 200, path)
  })

  test('the own customer where none is named', () => {
    const whole = '/v1/customers/me/domains/example.com/rs/mailboxes'
    for (const path of [
      '/v1/domains/example.com/rs/mailboxes',
      '/v2/domains/Example.COM/rs/Mailboxes/',
      '/v0/domains/example.com/rs/mailboxes',
      '/customers/me/domains/example.com/rs/mailboxes',
    ])
      assert.equal(canonicalUrl(path), whole, path)
    assert.equal(canonicalUrl('/v1/domains?Size=5'), '/v1/customers/me/domains?Size=5')
    assert.equal(canonicalUrl('/v1/Admins/Anna'), '/v1/customers/me/admins/Anna')
  })

  test('what belongs to others stays theirs', () => {
    const others: readonly (readonly [string, string])[] = [
      ['/v1', '/v1.0'],
      ['/v1/', '/v1.0'],
      ['/v1.0', '/v1.0'],
      ['/v1.1/auth', '/v1.1/auth'],
      ['/v2.0/tokens', '/v2.0/tokens'],
      ['/v3/users', '/v3/users'],
      ['/v2', '/v2'],
      ['/api/v1/users', '/api/v1/users'],
      ['/customersfoo', '/customersfoo'],
    ]
    for (const [path, canonical] of others) assert.equal(canonicalUrl(path), canonical)
  })

  test('one spelling is the spelling of itself', () => {
    const segment = fc.constantFrom('customers', 'Domains', 'me', 'x.example', 'rs', 'a%40b', 'admins', 'Q')
    const path = fc.tuple(fc.constantFrom('/v0', '/v1', '/v2', ''), fc.array(segment, { maxLength: 6 }))
    fc.assert(
      fc.property(path, ([version, segments]) => {
        const once = canonicalUrl(`${version}/${segments.join('/')}`)
        assert.equal(canonicalUrl(once), once)
      }),
    )
  })

  test('a name with a slash, a control character or a backslash in it is nobody’s', async () => {
    for (const name of ['a%2Fb', 'a%5Cb', 'a%0Ab', '%7F'])
      assertFault(await client.get(`/v1/customers/${name}`), 404, 'itemNotFoundFault')
  })

  test('an address with what no text decodes to, or NUL, is nobody’s: once the signature is good, and for every method', async () => {
    const placesOf = (name: string) => [
      `/v1/customers/${name}`,
      `/v2/domains/${name}`,
      `/customers/me/domains/x.example/rs/mailboxes/${name}`,
      `//v1/domains/${name}/ex/mailboxes`,
      `/v1/${name}/nowhere`,
    ]
    for (const name of ['a%00b', '%ff', '%zz', 'a%', '%C3', '%ED%A0%80'])
      for (const url of placesOf(name)) assertFault(await client.get(url), 404, 'itemNotFoundFault')
    for (const url of ['%00', '%ff'].flatMap(placesOf)) {
      for (const method of ['PUT', 'POST', 'DELETE', 'PATCH'] as const)
        assertFault(await client.send(method, url), 404, 'itemNotFoundFault')
      assertFault(await app.http.inject(url), 403, 'unauthorizedFault', 'Authentication failed.')
    }
  })

  test('another account is not there, as an unknown one is not', async () => {
    const other = await addAdministrator(app)
    for (const number of [other.accountId, '999999', '0', 'all', 'x']) {
      const answer = await client.get(`/v1/customers/${number}`)
      const fault = assertFault(answer, 404, 'itemNotFoundFault', 'Customer Not Found')
      assert.equal(fault['resourceType'], 'Customer')
    }
  })

  test('an unknown address is 404, a method that an address does not know 405 with Allow', async () => {
    assertFault(await client.get('/v1/customers/me/nowhere'), 404, 'itemNotFoundFault')
    assertFault(await client.get('/v1/nowhere'), 404, 'itemNotFoundFault')
    const answer = await client.send('PATCH', '/v1/customers/me')
    assertFault(answer, 405, 'appsFault')
    assert.equal(answer.headers['allow'], 'DELETE, GET, HEAD, PUT')
  })
})

describe('answers', () => {
  test('in JSON unless XML alone is asked for', async () => {
    for (const accept of [
      undefined,
      '*/*',
      'application/json',
      'text/html',
      'text/xml, application/json',
      '',
    ]) {
      const headers = accept === undefined ? {} : { accept }
      const answer = await client.send('GET', '/v1/customers/me', { headers })
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8', accept)
      assert.equal(answer.json().accountNumber, admin.accountId)
    }
    for (const accept of [
      'text/xml',
      'application/xml',
      'Text/XML; q=0.9',
      'text/html, application/xml;q=0.9',
    ])
      assert.equal(wantsXml(accept), true)
  })

  test('XML has a declaration, its root in a namespace of its own, and text escaped', async () => {
    const answer = await client.send('GET', '/v1/customers/me', { headers: { accept: 'text/xml' } })
    assert.equal(answer.headers['content-type'], 'text/xml; charset=utf-8')
    assert.match(
      answer.body,
      /^<\?xml version="1\.0" encoding="utf-8"\?><customer xmlns:xsi="[^"]+" xmlns:xsd="[^"]+" xmlns="urn:xml:customer"><name>/,
    )
    assert.equal(
      xmlOf('r', { a: '<&>', n: null, t: true, domains: [{ name: 'x' }], emailAddress: ['p', 'q'] }).replace(
        /^.*?urn:xml:r">/,
        '',
      ),
      '<a>&lt;&amp;&gt;</a><n xsi:nil="true"/><t>true</t><domains><domain><name>x</name></domain></domains><emailAddress>p</emailAddress><emailAddress>q</emailAddress></r>',
    )
  })

  test('dates are written as in the United States, without leading zeros in the hour', () => {
    assert.equal(usDate(Date.parse('2012-07-26T16:52:29Z')), '7/26/2012 4:52:29 PM')
    assert.equal(usDate(Date.parse('2014-04-11T00:06:07Z')), '4/11/2014 12:06:07 AM')
    assert.equal(usDate(Date.parse('2014-12-01T12:00:00Z')), '12/1/2014 12:00:00 PM')
  })

  test('a wrong query is a bad request', () => {
    const read = (query: object) => readIndexQuery(parametersOf(query))
    assert.deepEqual(read({}), { size: 50, offset: 0, search: null })
    assert.deepEqual(read({ Size: '0', offset: '' }), { size: 50, offset: 0, search: null })
    assert.deepEqual(read({ size: '251', offset: '3' }), { size: 250, offset: 3, search: null })
    assert.deepEqual(read({ limit: '7', page: 'x' }).size, 7)
    assert.deepEqual(read({ limit: '7', size: '8' }).size, 8)
    assert.deepEqual(read({ startsWith: 'AB' }).search, { kind: 'startsWith', text: 'ab' })
    assert.deepEqual(read({ startswith: '0-9' }).search, { kind: 'startsWithDigit', text: '' })
    assert.deepEqual(read({ contains: ['a', 'b'] }).search, { kind: 'contains', text: 'a' })
    for (const query of [{ size: '-1' }, { size: '1.5' }, { offset: 'x' }, { limit: '1e3' }])
      assert.throws(() => read(query), { code: 'bad_request' })
    assert.throws(() => read({ startswith: 'a', contains: 'b' }), { code: 'bad_request' })
    for (const name of ['startswith', 'contains', 'domainNames'])
      assert.throws(() => read({ [name]: 'a\0b' }), { code: 'bad_request' })
  })
})

describe('bodies', () => {
  const FORM = 'application/x-www-form-urlencoded'
  const form = (text: string, type = FORM) => readFields(type, Buffer.from(text))
  const json = (value: unknown) => readFields('application/json', Buffer.from(JSON.stringify(value)))

  test('of both kinds say the same, names in any case', () => {
    for (const fields of [
      form('Password=a+b%20c%C3%A9&SIZE=1024&enabled=True&list=a%40x,+b%40x'),
      json({ password: 'a b cé', size: 1024, Enabled: true, list: ['a@x', 'b@x'] }),
      json({ password: 'a b cé', size: '1024', enabled: 1, list: 'a@x, b@x' }),
    ]) {
      assert.deepEqual(
        [fields.text('password'), fields.whole('size'), fields.flag('enabled'), fields.list('list')],
        ['a b cé', 1024, true, ['a@x', 'b@x']],
      )
    }
  })

  test('a name that is sent again adds to the list', () => {
    const fields = form('aliasEmails=a%40x&other=1&AliasEmails=b%40x')
    assert.deepEqual(fields.list('aliasEmails'), ['a@x', 'b@x'])
  })

  test('sent and empty is not the same as not sent', () => {
    for (const fields of [form('a=&b'), json({ a: '', b: null })]) {
      assert.deepEqual([fields.text('a'), fields.text('b'), fields.text('c')], ['', '', undefined])
      assert.deepEqual([fields.whole('a'), fields.flag('b'), fields.list('a')], [undefined, undefined, []])
      assert.throws(() => fields.required('a'), { message: 'Missing required field: a' })
      assert.throws(() => fields.required('c'), { message: 'Missing required field: c' })
    }
  })

  test('true and false are what the clients write', () => {
    for (const text of ['true', 'True', 'TRUE', '1']) assert.equal(form(`x=${text}`).flag('x'), true)
    for (const text of ['false', 'False', 'FALSE', '0']) assert.equal(form(`x=${text}`).flag('x'), false)
    for (const text of ['yes', 'no', '2', 'on']) assert.throws(() => form(`x=${text}`).flag('x'))
  })

  test('numbers are whole and not negative', () => {
    for (const text of ['-1', '1.5', '1e3', 'x', '0x1', '9999999999'])
      assert.throws(() => form(`x=${text}`).whole('x'), { code: 'bad_request', field: 'x' })
  })

  test('nothing is nothing, whatever its type says', () => {
    for (const type of ['application/json', FORM, 'garbage', undefined])
      assert.equal(readFields(type, Buffer.alloc(0)).text('x'), undefined)
  })

  test('objects within are no value of any field, and are ignored where no field asks', () => {
    const fields = json({ contactInfo: { firstName: 'A' }, list: [{ a: 1 }], name: 'b' })
    assert.equal(fields.text('name'), 'b')
    for (const name of ['contactInfo', 'list'])
      assert.throws(() => fields.text(name), { code: 'bad_request' })
  })

  test('of another type are refused, and so is what is no form and no object', () => {
    assert.throws(() => form('a=1', 'text/plain'), { code: 'unsupported_media_type' })
    for (const text of ['[]', '1', '"x"', 'null', '{"a":1,"A":2}', '{'])
      assert.throws(() => form(text, 'application/json; charset=utf-8'), { code: 'bad_request' })
    for (const text of ['a=%', 'a=%ff', 'a=%00', `a=${'x'.repeat(262_145)}`])
      assert.throws(() => form(text), { code: 'bad_request' })
    assert.throws(() => form(Array.from({ length: 201 }, (_, at) => `f${at}=1`).join('&')))
  })

  test('of 256 KiB are taken, in either form, and larger ones refused as bad requests', async () => {
    const long = 'x'.repeat(200_000)
    for (const fields of [form(`a=1&text=${long}`), json({ a: 1, text: long })])
      assert.equal(fields.text('text'), long)
    const path = '/v1/customers/me/logintoken'
    const payload = { userName: admin.username, ignored: long }
    assert.equal((await client.json('POST', path, payload)).statusCode, 200)
    assert.equal((await client.form('POST', path, payload)).statusCode, 200)
    const larger = { ...payload, ignored: 'x'.repeat(262_144) }
    for (const answer of [await client.json('POST', path, larger), await client.form('POST', path, larger)])
      assertFault(answer, 400, 'badRequestFault')
  })

  test('any fields come back from a form, and any bytes are read or refused', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/)
    const value = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((text) => !text.includes('\0') && text.isWellFormed())
    fc.assert(
      fc.property(fc.dictionary(name, value), (fields) => {
        const read = form(new URLSearchParams(fields).toString())
        for (const [key, text] of Object.entries(fields)) assert.equal(read.text(key), text)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          readFields(FORM, Buffer.from(bytes))
        } catch (error) {
          assert.ok(error instanceof Error && error.name === 'RequestError')
        }
      }),
    )
  })
})

describe('over plain HTTP', () => {
  const from = (remoteAddress: string, headers = {}) =>
    app.http.inject({
      method: 'GET',
      url: '/v1/customers/me',
      remoteAddress,
      headers: { ...signed(app, admin), ...headers },
    })

  test('only this machine is answered; what others say of TLS before them does not count', async () => {
    for (const address of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])
      assert.equal((await from(address)).statusCode, 200, address)
    for (const headers of [{}, { 'x-forwarded-proto': 'https' }])
      assertFault(await from('192.0.2.1', headers), 403, 'unauthorizedFault', 'Use HTTPS.')
  })

  test('a proxy that is trusted tells what was there before it', async () => {
    const behind = await openTestApp(undefined, { trustsLoopback: true })
    const one = await addAdministrator(behind)
    const via = (headers: Readonly<Record<string, string>>) =>
      behind.http.inject({ url: '/v1/customers/me', headers: { ...signed(behind, one), ...headers } })
    assert.equal((await via({ 'x-forwarded-proto': 'https' })).statusCode, 200)
    assertFault(await via({ 'x-forwarded-proto': 'http' }), 403, 'unauthorizedFault', 'Use HTTPS.')
    await behind.close()
  })
})
