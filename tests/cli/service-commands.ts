import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Place } from './place.ts'

/** What the commands of the catalog do and print. @param at to be asked within a test only */
export function serviceCommands(at: () => Place): void {
  it('service allow, rules and disallow', async () => {
    const place = at()
    const name = ['--name', 'ruled']
    const url = 'https://ruled.example'
    await place.json(['service', 'add', ...name, '--type', 'x', '--url', url])
    const methods = ['--method', 'get', '--method', 'HEAD']
    const { id: endpointId } = (await place.json<readonly { id: number }[]>(['service', 'list']))[0] ?? {}
    const added = await place.json<{ id: string }>([
      'service',
      'allow',
      ...name,
      '--role',
      'reader',
      ...methods,
    ])
    assert.partialDeepStrictEqual(added, {
      service: 'ruled',
      methods: ['GET', 'HEAD'],
      path: '/**',
      role: 'reader',
    })
    const listed = [{ ...added, endpointIds: [endpointId] }]
    assert.deepEqual(await place.json(['service', 'rules']), listed)
    assert.deepEqual(await place.json(['service', 'rules', ...name]), listed)
    assert.equal((await place.cli(['service', 'rules', '--name', 'nothing'])).exitCode, 1)
    assert.equal((await place.cli(['service', 'allow', ...name, '--role', 'nothing'])).exitCode, 1)
    assert.deepEqual(await place.json(['service', 'disallow', '--id', added.id]), { id: added.id })
    assert.equal((await place.cli(['service', 'disallow', '--id', added.id])).exitCode, 1)
    assert.match((await place.cli(['service', 'rules'])).stdout, /^No rules: /)
    await place.json(['service', 'remove', ...name])
  })

  it('service remove tells of the rules that no address leads to any more, and service rules does', async () => {
    const place = at()
    const name = ['--name', 'moved']
    const url = 'https://moved.example'
    await place.json(['service', 'add', ...name, '--type', 'x', '--region', 'A', '--url', `${url}/a`])
    await place.json(['service', 'add', ...name, '--type', 'x', '--region', 'B', '--url', `${url}/b`])
    const allow = ['service', 'allow', ...name, '--role', 'reader', '--path']
    const outside = await place.cli([...allow, '/c/**'])
    assert.equal(outside.exitCode, 2)
    assert.match(
      outside.stderr,
      /^keyward: --path: Would let nobody in: paths of moved begin with \/a or \/b\.\n$/,
    )
    const { id } = await place.json<{ id: string }>([...allow, '/b/**'])
    assert.doesNotMatch((await place.cli(['service', 'rules'])).stdout, /Outside/)
    const { stdout } = await place.cli(['service', 'remove', ...name, '--region', 'B'])
    const told = new RegExp(`Outside every address of its service, so it lets nobody in: ${id}\n$`)
    assert.match(stdout, told)
    assert.match((await place.cli(['service', 'rules'])).stdout, told)
    await place.json(['service', 'disallow', '--id', id])
    await place.json(['service', 'remove', ...name])
  })

  it('service add, list and remove', async () => {
    const place = at()
    const url = 'https://files.example/v1/%(tenant_id)s'
    const args = ['--name', 'cloudFiles', '--type', 'object-store', '--region', 'dfw', '--url', url]
    const added = await place.json<{ id: number }>(['service', 'add', ...args])
    assert.partialDeepStrictEqual(added, {
      name: 'cloudFiles',
      type: 'object-store',
      region: 'DFW',
      publicUrl: url,
    })
    assert.deepEqual(await place.json(['service', 'list']), [added])
    assert.equal((await place.cli(['service', 'add', ...args])).exitCode, 1)
    assert.deepEqual(await place.json(['service', 'remove', '--name', 'cloudFiles']), { removed: 1 })
    assert.equal((await place.cli(['service', 'remove', '--name', 'cloudFiles'])).exitCode, 1)
  })
}
