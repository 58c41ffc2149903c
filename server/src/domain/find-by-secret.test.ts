import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBySecret, firstOf } from './find-by-secret.ts'

/** A vault with these look-up keys, the present one first; others once it was refreshed. */
function vaultWith(keys: readonly string[], later: readonly string[] = keys) {
  let present = keys
  const asked = { refreshed: 0 }
  return {
    asked,
    digests: (_kind: string, secret: string) => present.map((key) => `${key}:${secret}`),
    refresh: async () => {
      asked.refreshed++
      const isNew = present !== later
      present = later
      return isNew
    },
  }
}

type Found = (digest: string, ...older: readonly string[]) => Promise<string | null>

/** Nothing here may touch the database by itself. */
const unused = () => assert.fail('not asked')
const STORES = {
  ring: { list: unused, insert: unused, replace: unused, delete: unused, countDigests: unused },
  meta: { get: unused, set: unused },
}

function find(vault: ReturnType<typeof vaultWith>, look: Found): Promise<string | null> {
  const parts = { digest: unused, seal: unused, open: unused, addAccountKey: unused }
  return findBySecret({ vault: { ...vault, ...parts } }, STORES, 'link', 's', look)
}

test('what is found at once costs one look, by the present digest and the older ones', async () => {
  const vault = vaultWith(['new', 'old'])
  const looks: (readonly string[])[] = []
  const found = await find(vault, async (...digests) => {
    looks.push(digests)
    return 'it'
  })
  assert.deepEqual([found, looks, vault.asked.refreshed], ['it', [['new:s', 'old:s']], 0])
})

test('what is not found is looked for once more exactly when there are other look-up keys now', async () => {
  const looks: string[] = []
  const nothing: Found = async (digest) => {
    looks.push(digest)
    return null
  }
  assert.equal(await find(vaultWith(['new']), nothing), null)
  assert.deepEqual(looks.splice(0), ['new:s'])
  assert.equal(await find(vaultWith(['new'], ['newer']), nothing), null)
  assert.deepEqual(looks, ['new:s', 'newer:s'])
})

test('what another process has stored under a newer look-up key is found', async () => {
  const stored = new Map([['newer:s', 'it']])
  const look: Found = async (digest) => stored.get(digest) ?? null
  assert.equal(await find(vaultWith(['new'], ['newer', 'new']), look), 'it')
})

test('digests are asked for one after the other, and none behind the one that is found', async () => {
  const looks: string[] = []
  const found = await firstOf(['a', 'b', 'c'], async (digest) => {
    looks.push(digest)
    return digest === 'b' ? 'it' : null
  })
  assert.deepEqual([found, looks], ['it', ['a', 'b']])
  assert.equal(await firstOf(['a'], async () => null), null)
  assert.equal(await firstOf<string>([], async () => 'it'), null)
})
