// Rotates the master key again and again until it is killed. Arguments: database URL, master key file.
import { openStore } from '../../server/src/storage/open.ts'
import { openVault } from '../../server/src/vault/open-vault.ts'
import { rotateMasterKey } from '../../server/src/vault/rotate-master-key.ts'
import { testRandom } from '../../server/src/vault/testing.ts'

const CLOCK = { now: () => Date.UTC(2026, 0, 1) }

const [url = '', path = ''] = process.argv.slice(2)
const store = await openStore(url, { clock: CLOCK })
const needs = { store, source: { kind: 'file', path } as const, random: testRandom, clock: CLOCK }
const { vault } = await openVault(needs)
process.stdout.write('opened\n')
for (;;) await rotateMasterKey({ ...needs, vault }, { kind: 'system', name: 'operator' })
