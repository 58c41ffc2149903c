import { openKeyward } from '../../server/src/app.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import { digestsIn } from './bulk.ts'

/** Run with --expose-gc: prints the bytes of heap that one known key takes, in the data folder given. */
const dataDir = process.argv[2] ?? ''
const digests = digestsIn(dataDir)
const keyward = await openKeyward(loadConfig({ KEYWARD_DATA_DIR: dataDir }))
const before = heapBytes()
const { known, store } = keyward.deps
// Nobody holds these keys, so their digests stand for the secrets: they are of about the same length.
for (const digest of digests) await known.key(digest.slice(0, 32), () => store.keys.known(digest))
const perKey = (heapBytes() - before) / digests.length
console.log(perKey.toFixed(0))
await keyward.close()

function heapBytes(): number {
  for (let at = 0; at < 4; at++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
