// Rotates the data keys again and again until it is killed. Arguments: database file, master key file.
import { openKeyward } from '../../server/src/app.ts'

/** A step is longer than anything in the ring has to wait, so that every rotation removes what is outdated. */
const STEP_MS = 49 * 3_600_000

const [path = '', masterKey = '', start = '0'] = process.argv.slice(2)
let nowMs = Number(start)
const { dataKeys } = await openKeyward(
  {
    database: { engine: 'sqlite', path },
    masterKey: { kind: 'file', path: masterKey },
    showOnce: false,
  },
  { clock: { now: () => nowMs } },
)
const operator = { kind: 'system', name: 'operator' } as const
process.stdout.write('opened\n')
for (;;) {
  await dataKeys.rotate(operator, async () => {})
  nowMs += STEP_MS
  await dataKeys.complete(operator)
}
