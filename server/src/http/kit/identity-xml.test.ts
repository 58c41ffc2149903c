import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { PUBLIC_URL } from '../../../../tests/support/app.ts'
import { versionDocument } from './identity-versions.ts'
import { jsonOfXml } from './identity-xml-read.ts'
import { NAMESPACES, V1_1_NAMESPACE, V2_0_NAMESPACE } from './identity-xml-table.ts'
import { xmlOfJson } from './identity-xml-write.ts'
import { RequestError } from './request-error.ts'
import { parseXmlBody } from './xml-body.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
const CORE = `xmlns="${V2_0_NAMESPACE}"`
const RAX_AUTH = `xmlns:rax-auth="${NAMESPACES.get('RAX-AUTH')}"`
const KSKEY = NAMESPACES.get('RAX-KSKEY')

const write = (value: unknown, core = V2_0_NAMESPACE) => {
  const xml = xmlOfJson(JSON.stringify(value), core)
  assert.ok(xml.startsWith(DECLARATION))
  return xml.slice(DECLARATION.length)
}
const read = (text: string, core = V2_0_NAMESPACE) => jsonOfXml(Buffer.from(text), core)

describe('an answer in XML', () => {
  test('of a login has the elements and attributes of the documentation', () => {
    const access = {
      serviceCatalog: [
        {
          name: 'cloudFiles',
          type: 'object-store',
          endpoints: [{ region: 'DFW', publicURL: 'https://a/?b&c' }],
        },
      ],
      user: {
        id: '1',
        roles: [{ id: '3', name: 'admin', tenantId: '5' }],
        name: 'alice',
        'RAX-AUTH:defaultRegion': 'DFW',
      },
      token: { id: 't', 'RAX-AUTH:authenticatedBy': ['PASSCODE', 'PASSWORD'], tenant: { id: '5' } },
    }
    assert.equal(
      write({ access }),
      `<access ${CORE} ${RAX_AUTH}><serviceCatalog><service name="cloudFiles" type="object-store">` +
        '<endpoint region="DFW" publicURL="https://a/?b&amp;c"/></service></serviceCatalog>' +
        '<user id="1" name="alice" rax-auth:defaultRegion="DFW"><roles><role id="3" name="admin" tenantId="5"/></roles></user>' +
        '<token id="t"><rax-auth:authenticatedBy><rax-auth:credential>PASSCODE</rax-auth:credential>' +
        '<rax-auth:credential>PASSWORD</rax-auth:credential></rax-auth:authenticatedBy><tenant id="5"/></token></access>',
    )
  })

  test('of a refusal has code and message where the schema has them', () => {
    const fault = { overLimit: { code: 413, message: 'Too <many>.', retryAfter: 9 } }
    assert.equal(
      write(fault),
      `<overLimit ${CORE} code="413" retryAfter="9"><message>Too &lt;many&gt;.</message></overLimit>`,
    )
  })

  test('of v1.1 has a service for each name of the catalog', () => {
    const auth = {
      token: { id: 't' },
      serviceCatalog: { cloudFiles: [{ region: 'DFW', v1Default: true }], 'a"b': [] },
    }
    assert.equal(
      write({ auth }, V1_1_NAMESPACE),
      `<auth xmlns="${V1_1_NAMESPACE}"><token id="t"/><serviceCatalog><service name="cloudFiles">` +
        '<endpoint region="DFW" v1Default="true"/></service><service name="a&quot;b"/></serviceCatalog></auth>',
    )
  })

  test('of a version is in the namespace of such documents, with links of Atom', () => {
    assert.equal(
      write(versionDocument(PUBLIC_URL, 'v2.0')),
      '<version xmlns="http://docs.openstack.org/common/api/v1.0" xmlns:atom="http://www.w3.org/2005/Atom" id="v2.0" ' +
        `status="CURRENT" updated="2014-04-17T00:00:00Z"><atom:link rel="self" href="${PUBLIC_URL}/v2.0/"/><media-types>` +
        '<media-type base="application/json" type="application/vnd.openstack.identity+json;version=2.0"/></media-types></version>',
    )
  })

  test('of a list leaves links to headers, and names each credential by its kind', () => {
    const credentials = [
      { 'RAX-KSKEY:apiKeyCredentials': { username: 'a', apiKey: 'k' } },
      { passwordCredentials: { username: 'a' } },
    ]
    assert.equal(
      write({ credentials, credentials_links: [] }),
      `<credentials ${CORE} xmlns:rax-kskey="${KSKEY}"><rax-kskey:apiKeyCredentials username="a" apiKey="k"/>` +
        '<passwordCredentials username="a"/></credentials>',
    )
    assert.equal(write({ users: [], users_links: [] }), `<users ${CORE}/>`)
  })

  test('leaves out what is null, and holds no character that XML cannot', () => {
    const user = { name: 'a\u0000\ud800\n\t"\'<&>', email: null }
    const xml = write({ user })
    assert.equal(xml, `<user ${CORE} name="a\ufffd\ufffd&#10;&#9;&quot;&apos;&lt;&amp;&gt;"/>`)
  })

  test('holds any text so that it is read back as it was', () => {
    const texts = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/.test(text))
    fc.assert(
      fc.property(texts, texts, (name, email) => {
        assert.deepEqual(read(write({ user: { name, email } })), { user: { name, email } })
      }),
    )
  })

  test('is well-formed whatever the JSON is', () => {
    const member = fc.constantFrom(
      'user',
      'roles',
      'RAX-AUTH:domain',
      'links',
      'message',
      'endpoints',
      'credentials',
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(member, tie('value'), { maxKeys: 4 }),
    }))
    fc.assert(
      fc.property(member, value, (name, one) => parseXmlBody(Buffer.from(write({ [name]: one }))) !== null),
    )
  })
})

describe('a body in XML', () => {
  test('of the documentation logs in, whatever the prefixes and the order', () => {
    const login = { auth: { 'RAX-KSKEY:apiKeyCredentials': { username: 'a', apiKey: 'k' }, tenantId: '5' } }
    const [one, two] = [
      `<auth ${CORE} tenantId="5"><apiKeyCredentials xmlns="${KSKEY}" username="a" apiKey="k"/></auth>`,
      `<x:auth tenantId="5" xmlns:x="${V2_0_NAMESPACE}" xmlns:k="${KSKEY}"><k:apiKeyCredentials apiKey="k" username="a"/></x:auth>`,
    ]
    assert.deepEqual(read(one), login)
    assert.deepEqual(read(two), login)
  })

  test('may hold members as elements', () => {
    const xml = `<user ${CORE}><username>ben</username><enabled>false</enabled></user>`
    assert.deepEqual(read(xml), { user: { username: 'ben', enabled: false } })
  })

  test('has lists and numbers where JSON has them', () => {
    const roles = `<roleAssignments xmlns="${NAMESPACES.get('RAX-AUTH')}"><tenantAssignments><tenantAssignment onRole="1" forTenants="a b"/></tenantAssignments></roleAssignments>`
    const tenantAssignments = [{ onRole: '1', forTenants: ['a', 'b'] }]
    assert.deepEqual(read(roles), { 'RAX-AUTH:roleAssignments': { tenantAssignments } })
    const staff = `<r:impersonation xmlns:r="${NAMESPACES.get('RAX-AUTH')}" ${CORE} expire-in-seconds="60"><user username="a"/></r:impersonation>`
    const impersonation = { 'expire-in-seconds': 60, user: { username: 'a' } }
    assert.deepEqual(read(staff), { 'RAX-AUTH:impersonation': impersonation })
  })

  test('may say where its schema is, and its language', () => {
    const place =
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x y" xml:lang="en"'
    assert.deepEqual(read(`<user ${CORE} ${place} username="a"/>`), { user: { username: 'a' } })
  })

  const ASSIGNMENTS = `<roleAssignments xmlns="${NAMESPACES.get('RAX-AUTH')}">`
  const inList = (inside: string, attributes = '') =>
    `${ASSIGNMENTS}<tenantAssignments${attributes}>${inside}</tenantAssignments></roleAssignments>`

  test('has a list for an element without items, and members for one that has attributes', () => {
    const listOf = (xml: string) => Object(read(xml))['RAX-AUTH:roleAssignments'].tenantAssignments
    assert.deepEqual(listOf(inList('')), [])
    assert.deepEqual(listOf(inList('\n  ')), [])
    assert.deepEqual(listOf(inList('', ' a="1"')), { a: '1' })
    assert.equal(listOf(inList('none')), 'none')
    assert.deepEqual(listOf(inList(' <tenantAssignment/>\n<tenantAssignment/> ')), [{}, {}])
  })

  test('keeps the blanks of a text, and takes those between elements for none', () => {
    assert.deepEqual(read(`<user ${CORE}>\n <username> a b </username>\t</user>`), {
      user: { username: ' a b ' },
    })
    assert.deepEqual(read(`<user ${CORE}> </user>`), { user: {} })
  })

  test('has a number and a yes or no only where they are written as such', () => {
    const staff = (seconds: string) =>
      read(`<r:impersonation xmlns:r="${NAMESPACES.get('RAX-AUTH')}" expire-in-seconds="${seconds}"/>`)
    for (const [text, value] of [
      ['060', 60],
      ['999999999', 999_999_999],
      ['1234567890', '1234567890'],
      ['-1', '-1'],
      ['1.5', '1.5'],
      ['60s', '60s'],
      ['', ''],
    ] as const) {
      assert.deepEqual(staff(text), { 'RAX-AUTH:impersonation': { 'expire-in-seconds': value } }, text)
    }
    for (const [text, value] of [
      ['true', true],
      ['false', false],
      ['TRUE', 'TRUE'],
      ['1', '1'],
    ] as const) {
      assert.deepEqual(read(`<user ${CORE} enabled="${text}"/>`), { user: { enabled: value } }, text)
    }
  })

  for (const [what, xml] of [
    ['text among the items of a list', inList('and<tenantAssignment/>')],
    ['something else among the items of a list', inList('<tenantAssignment/><user/>')],
    ['an unknown namespace in a list', inList('<tenantAssignment xmlns="urn:other"/>')],
    ['text beside attributes', `<user ${CORE} username="a">b</user>`],
    ['no namespace', '<auth/>'],
    ['an unknown namespace', '<auth xmlns="urn:other"/>'],
    ['the namespace of another version', `<auth xmlns="${V1_1_NAMESPACE}"/>`],
    ['an unknown namespace further in', `<auth ${CORE}><token xmlns="urn:other" id="a"/></auth>`],
    ['an unknown namespace of an attribute', `<auth ${CORE} xmlns:x="urn:other" x:tenantId="1"/>`],
    ['text between elements', `<auth ${CORE}>and<token id="a"/></auth>`],
    ['an element twice', `<auth ${CORE}><token id="a"/><token id="b"/></auth>`],
    ['a member as attribute and as element', `<auth ${CORE} tenantId="1"><tenantId>2</tenantId></auth>`],
  ] as const) {
    test(`with ${what} is refused`, () => {
      assert.throws(
        () => read(xml),
        (error) => error instanceof RequestError && error.code === 'bad_request',
      )
    })
  }

  test('names no prototype', () => {
    const body = read(`<user ${CORE} username="a"><__proto__ polluted="yes"/></user>`)
    assert.equal(Object.getPrototypeOf(Object(body)), Object.prototype)
    assert.equal('polluted' in {}, false)
    const [user] = Object.values(Object(body))
    assert.equal(Object.getPrototypeOf(user), Object.prototype)
  })
})
