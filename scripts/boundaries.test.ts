import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { ROOT } from '../server/bin/pinned-node.mjs'
import { breaches, ROOMS } from './boundaries.ts'

/** A small checkout in which everybody keeps to the rules. */
const INNOCENT = {
  'tsconfig.base.json': '{}',
  'server/src/app.ts': "import './storage/store.ts'\nimport './http/native/routes.ts'\n",
  'server/src/lib/base62.ts': "import 'node:crypto'\nexport const alphabet = 62\n",
  'server/src/lib/two.ts': "import type {} from './one.ts'\n",
  'server/src/lib/one.ts': '',
  'server/src/domain/keys/key.ts': "import '../../lib/base62.ts'\nexport interface Key { id: string }\n",
  'server/src/domain/keys/key.test.ts': "import 'fast-check'\nimport '../../../../tests/support/app.ts'\n",
  'server/src/storage/store.ts': "import 'kysely'\nimport 'node:sqlite'\nimport '../domain/keys/key.ts'\n",
  'server/src/http/kit/body.ts': "import 'fastify'\n",
  'server/src/http/native/routes.ts': "import '../kit/body.ts'\nimport '../../domain/keys/key.ts'\n",
  'server/src/http/identity-v2/routes.ts': "import '../kit/body.ts'\n",
  'server/src/cli/serve.ts': "import '../app.ts'\n",
  'panel/src/app/page.ts': "import '../features/keys/card.ts'\nimport '../features/usage/chart.ts'\n",
  'panel/src/features/keys/card.ts': "import '../../ui/button.ts'\n",
  'panel/src/features/usage/chart.ts': '',
  'panel/src/ui/button.ts': "import '../../../sdk/src/index.ts'\n",
  'sdk/src/index.ts': '',
  'tests/support/app.ts': "import '../../server/src/app.ts'\n",
}

const INNOCENT_MODULES = 10

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-rooms-'))
  folders.push(folder)
  for (const [path, code] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), code)
  }
  symlinkSync(`${ROOT}node_modules`, join(folder, 'node_modules'))
  return folder
}

test('a checkout in which every room keeps to its imports has no breach', async () => {
  assert.deepEqual(await breaches(plant(INNOCENT), INNOCENT_MODULES), [])
})

/** File with the breach, the line that breaks the rule, the rule. */
const BREACHES = [
  ['server/src/lib/bad-01.ts', "import '../domain/keys/key.ts'", 'lib'],
  ['server/src/domain/bad-02.ts', "import '../http/kit/body.ts'", 'domain'],
  ['server/src/domain/bad-03.ts', "import '../storage/store.ts'", 'domain'],
  ['server/src/domain/bad-04.ts', "import type { Kysely } from 'kysely'", 'domain-alone'],
  ['server/src/domain/bad-05.ts', "import 'node:crypto'", 'domain-alone'],
  ['server/src/domain/bad-06.ts', 'export const now = Date.now()', 'domain-pure'],
  ['server/src/vault/bad-07.ts', "import '../storage/store.ts'", 'vault'],
  ['server/src/storage/bad-08.ts', "import '../http/kit/body.ts'", 'storage'],
  ['server/src/config/bad-09.ts', "import '../storage/store.ts'", 'config'],
  ['server/src/http/native/bad-10.ts', "import '../../storage/store.ts'", 'dialect'],
  ['server/src/http/native/bad-11.ts', "import type {} from '../identity-v2/routes.ts'", 'dialect'],
  ['server/src/http/native/bad-12.test.ts', "import '../identity-v2/routes.ts'", 'dialect-tests'],
  ['server/src/http/kit/bad-13.ts', "import '../native/routes.ts'", 'http-kit'],
  ['server/src/http/bad-14.ts', "import './native/routes.ts'", 'listener'],
  ['server/src/http/native/bad-15.ts', "import 'pg'", 'sql-in-storage'],
  ['server/src/cli/bad-16.ts', "import '../http/native/routes.ts'", 'cli'],
  ['server/src/cli/bad-17.ts', "import 'fastify'", 'fastify-in-http'],
  ['server/src/serve.ts', "import '../../tests/support/app.ts'", 'server-alone'],
  ['server/src/elsewhere/bad-19.ts', '', 'unknown-room'],
  ['server/src/lib/bad-20.ts', "import './missing.ts'", 'resolvable'],
  ['server/src/domain/bad-21.ts', "import './keys/key.test.ts'", 'no-test-code'],
  ['panel/src/features/keys/bad-22.ts', "import '../usage/chart.ts'", 'panel-features'],
  ['panel/src/ui/bad-23.ts', "import '../features/usage/chart.ts'", 'panel-parts'],
  ['panel/src/app/bad-24.ts', "import '../../../server/src/lib/base62.ts'", 'panel'],
  ['sdk/src/bad-25.ts', "import 'zod'", 'sdk'],
  ['server/src/lib/one.ts', "import type {} from './two.ts'", 'no-cycles'],
] as const

test('every breach is caught, and nothing else is called one', async (t) => {
  const planted = Object.fromEntries(BREACHES.map(([file, line]) => [file, `${line}\n`]))
  const found = await breaches(plant({ ...INNOCENT, ...planted }), INNOCENT_MODULES)
  for (const [file, line, rule] of BREACHES) {
    await t.test(`${rule}: ${line || 'a file'} in ${file}`, () => {
      assert.ok(
        found.some((breach) => breach.startsWith(`${rule}: ${file} `)),
        found.join('\n'),
      )
    })
  }
  const culprits = BREACHES.map(([file]) => `: ${file} `)
  assert.deepEqual(
    found.filter((breach) => !culprits.some((file) => breach.includes(file))),
    [],
  )
})

test('a tool that sees next to nothing is not believed', async () => {
  const { 'tsconfig.base.json': config, 'sdk/src/index.ts': code } = INNOCENT
  const found = await breaches(plant({ 'tsconfig.base.json': config, 'sdk/src/index.ts': code }), 2)
  assert.deepEqual(found, ['only 1 modules were seen, fewer than 2'])
})

test('the map of the code shows every room, and what each may import', () => {
  const page = readFileSync(`${ROOT}docs/architecture.md`, 'utf8')
  const [map = '', rules = ''] = page.split('| from ')
  for (const room of ROOMS) {
    assert.match(map, new RegExp(`\n  ${room}/\\s`), `${room} is on the map`)
    assert.match(rules, new RegExp(`^\\| \`${room}(\`|/)`, 'm'))
  }
})
