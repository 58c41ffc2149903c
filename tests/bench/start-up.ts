import { median, start, stop } from './process.ts'

const STARTS = 5

/** Median milliseconds from starting Node to the line that says the server is ready. */
export async function readyMilliseconds(main: string, dataDir: string): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < STARTS; at++) {
    const before = performance.now()
    const server = await start(
      [main, 'serve'],
      { KEYWARD_DATA_DIR: dataDir, KEYWARD_PORT: '0' },
      /localhost:(\d+)/,
    )
    times.push(performance.now() - before)
    await stop(server)
  }
  return median(times)
}
