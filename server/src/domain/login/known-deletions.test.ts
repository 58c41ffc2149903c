import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { knownStateOn, tokenByKey } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { addEndpoint } from '../catalog/add-endpoint.ts'
import { checkToken } from '../tokens/check-token.ts'
import { revokeToken } from '../tokens/revoke-token.ts'
import { core, heldBack, turns } from './known-state-testing.ts'

describe('deleted tokens', () => {
  async function deletedToken() {
    const { apiKey } = await core.person()
    const live = await checkToken(core.deps, await tokenByKey(core.deps, apiKey))
    assert.ok(live)
    return { id: live.claims.id, remove: () => revokeToken(core.deps, OPERATOR, live) }
  }

  test('are known from the start', async () => {
    const { id, remove } = await deletedToken()
    await remove()
    const known = knownStateOn(core.deps.store)
    await known.loadDeletedTokens()
    assert.deepEqual(
      [known.peekDeleted(id, 'x'), known.peekDeleted('x', id), known.peekDeleted('x', 'y')],
      [true, true, false],
    )
  })

  test('are not lost when one is deleted while the list is on its way', async () => {
    const { id, remove } = await deletedToken()
    const { known, release } = heldBack()
    const loading = known.loadDeletedTokens()
    await turns()
    await remove()
    known.tokenDeleted(id)
    release()
    await loading
    assert.equal(await known.isDeleted(id, id), true)
  })

  test('that could not live any more are forgotten when the list is read again', async () => {
    const { id, remove } = await deletedToken()
    await remove()
    const known = knownStateOn(core.deps.store)
    await known.loadDeletedTokens()
    await core.deps.store.tokens.forgetExpired(Number.MAX_SAFE_INTEGER)
    await known.loadDeletedTokens()
    assert.equal(known.peekDeleted(id, id), false)
  })

  test('are asked of the database where others may delete them', async () => {
    const { id, remove } = await deletedToken()
    const known = knownStateOn({ ...core.deps.store, exclusive: false })
    await known.loadDeletedTokens()
    assert.equal(await known.isDeleted(id, id), false)
    await remove()
    assert.equal(await known.isDeleted('x', id), true)
  })
})

describe('the catalog', () => {
  const service = (name: string) => ({
    name,
    type: name,
    publicUrl: `https://${name}.example`,
    internalUrl: null,
    region: null,
  })

  test('is the same array until it changes', async () => {
    const known = core.deps.known
    const first = await known.endpoints()
    assert.equal(await known.endpoints(), first)
    await addEndpoint(core.deps, OPERATOR, service('files'))
    assert.equal(known.peekEndpoints(), undefined)
    assert.equal(
      (await known.endpoints()).some(({ name }) => name === 'files'),
      true,
    )
  })

  test('read before a change is not remembered after it', async () => {
    const { known, release } = heldBack()
    const reading = known.endpoints()
    await turns()
    await addEndpoint(core.deps, OPERATOR, service('blocks'))
    known.endpointsChanged()
    release()
    await reading
    assert.equal(known.peekEndpoints(), undefined)
    assert.equal(
      (await known.endpoints()).some(({ name }) => name === 'blocks'),
      true,
    )
  })
})
