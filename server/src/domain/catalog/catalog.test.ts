import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { IDENTITY_ADMIN } from '../roles/roles.ts'
import { addEndpoint } from './add-endpoint.ts'
import { type Endpoint, endpointUrl } from './endpoint.ts'
import { listEndpoints } from './list-endpoints.ts'
import { removeEndpoints } from './remove-endpoints.ts'

describe('the catalog', () => {
  let test: TestDeps
  before(async () => {
    test = await openTestDeps()
  })
  after(() => test.close())

  const refusedWith = (code: string) => ({ name: 'DomainError', code })
  const files: Omit<Endpoint, 'id'> = {
    name: 'cloudFiles',
    type: 'object-store',
    region: 'dfw',
    publicUrl: 'https://storage.example/v1/%(tenant_id)s',
    internalUrl: null,
  }
  const add = async (change: Partial<Endpoint>) => addEndpoint(test.deps, OPERATOR, { ...files, ...change })

  it('writes regions in upper case and numbers its endpoints', async () => {
    const first = await add({})
    const second = await add({ region: 'ORD' })
    assert.equal(first.region, 'DFW')
    assert.ok(second.id > first.id)
    assert.deepEqual(await listEndpoints(test.deps), [first, second])
    assert.deepEqual((await auditOf(test.deps, 'system')).at(0)?.details, {
      name: 'cloudFiles',
      type: 'object-store',
      region: 'DFW',
      publicUrl: 'https://storage.example/v1/%(tenant_id)s',
      internalUrl: null,
    })
  })

  it('refuses the same service in the same region, in any case', async () => {
    await assert.rejects(add({ region: 'Dfw' }), refusedWith('endpoint.exists'))
  })

  it('takes a service without regions, once', async () => {
    assert.equal((await add({ name: 'cloudDNS', region: null })).region, null)
    await assert.rejects(add({ name: 'cloudDNS', region: null }), refusedWith('endpoint.exists'))
  })

  const badUrls = [
    'ftp://files.example/',
    'javascript:alert(1)',
    '//files.example/',
    'files.example',
    'https://',
    'https://user:secret@files.example/',
    'https://files.example/#part',
    'https://files.example/%(admin_token)s',
    'https://files.example/$(user_id)s',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the point is that nothing fills it in
    'https://files.example/${HOME}',
    'https://files.example/%{x}',
    'https://files.example/a b',
    'https://files.example/\n',
    `https://files.example/${'x'.repeat(1_024)}`,
    '',
  ]
  for (const url of badUrls) {
    it(`refuses the address ${JSON.stringify(url).slice(0, 50)} (F-21)`, async () => {
      await assert.rejects(add({ name: 'bad', publicUrl: url }), refusedWith('input.invalid'))
      await assert.rejects(add({ name: 'bad', internalUrl: url }), refusedWith('input.invalid'))
    })
  }

  for (const url of [
    'http://10.0.0.1:8080',
    'https://x.example/%(tenant_id)s/y?z=1',
    'https://x/$(tenant_id)s',
  ]) {
    it(`takes the address ${url}`, async () => {
      const name = `good${url.length}`
      assert.equal((await add({ name, publicUrl: url, internalUrl: url })).internalUrl, url)
    })
  }

  for (const word of ['', '1files', 'cloud files', 'a/b', 'ü', 'x'.repeat(65), '-x']) {
    it(`refuses the word ${JSON.stringify(word).slice(0, 20)}`, async () => {
      await assert.rejects(add({ name: word }), refusedWith('input.invalid'))
      await assert.rejects(add({ type: word }), refusedWith('input.invalid'))
      await assert.rejects(add({ region: word }), refusedWith('input.invalid'))
    })
  }

  it('puts nothing but the account number into an address', () => {
    assert.equal(endpointUrl('https://x/%(tenant_id)s/$(tenant_id)s', '100001'), 'https://x/100001/100001')
    assert.equal(endpointUrl('https://x/%(other)s', '100001'), 'https://x/%(other)s')
  })

  it('loses a service, or one region of it', async () => {
    await add({ name: 'three', region: 'A' })
    await add({ name: 'three', region: 'B' })
    await add({ name: 'three', region: 'C' })
    assert.equal(await removeEndpoints(test.deps, OPERATOR, 'three', 'b'), 1)
    assert.equal(await removeEndpoints(test.deps, OPERATOR, 'three'), 2)
    await assert.rejects(removeEndpoints(test.deps, OPERATOR, 'three'), refusedWith('endpoint.not_found'))
  })

  it('is changed by operators alone', async () => {
    const owner = await makeOwner(test.deps)
    const { user } = await makeUser(test.deps, owner.account.id, 'staff', { roles: [IDENTITY_ADMIN] })
    await addEndpoint(test.deps, keyActor(owner.user), { ...files, name: 'mine' })
    const adding = addEndpoint(test.deps, keyActor(user), { ...files, name: 'theirs' })
    await assert.rejects(adding, refusedWith('actor.forbidden'))
    await assert.rejects(removeEndpoints(test.deps, keyActor(user), 'mine'), refusedWith('actor.forbidden'))
  })
})
