import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeData } from './data.ts'
import { measure, type Target } from './http.ts'
import { request, type Shot } from './load.ts'
import { type Measured, startPinned, stop } from './process.ts'

const MAIN = join(import.meta.dirname, '../../server/src/main.ts')
const BARE = join(import.meta.dirname, 'bare.ts')
const LISTENING = /(?:localhost:|listening on )(\d+)/
const DATA_USERS = 100

export function startKeyward(dataDir: string): Promise<Measured> {
  return startPinned([MAIN, 'serve'], { KEYWARD_DATA_DIR: dataDir, KEYWARD_PORT: '0' }, LISTENING)
}

function verifyShots(credentials: readonly { readonly apiKey: string }[]): readonly Shot[] {
  return credentials.map(({ apiKey }) => ({
    request: request('GET', '/api/v1/verify', { Authorization: `Bearer ${apiKey}` }),
    expect: '200',
  }))
}

const data = await makeData(DATA_USERS, DATA_USERS)
const keyward = await startKeyward(data.dataDir)
const bare = await startPinned([BARE, '300'], {}, LISTENING)
const targets: readonly Target[] = [
  { name: 'bare', server: bare, shots: [{ request: request('GET', '/', {}), expect: '200' }] },
  { name: 'verify', server: keyward, shots: verifyShots(data.credentials) },
]
const figures = await measure(targets)
for (const { name, cpuMicroseconds, ofReference } of figures) {
  console.log(name.padEnd(30), cpuMicroseconds.toFixed(1).padStart(8), ofReference.toFixed(2).padStart(6))
}
await stop(keyward)
await stop(bare)
rmSync(data.dataDir, { recursive: true })
