/** `npm test` does a tenth of what `npm run test:full` does. */
const SHORT_RUN_DIVISOR = 10

export const isFullRun = process.env['KEYWARD_TEST_FULL'] === '1'

/**
 * How often to repeat something in this run.
 * @param full the number `npm run test:full` must reach
 */
export function count(full: number): number {
  return isFullRun ? full : Math.max(1, Math.round(full / SHORT_RUN_DIVISOR))
}

/**
 * Those of many to try in one of many places: all of them in a full run, else every so-manieth. Neighbouring places begin
 * with different ones, so that together they try them all.
 * @param place the number of the place
 */
export function shareOf<T>(all: readonly T[], place: number, divisor: number): readonly T[] {
  return isFullRun ? all : all.filter((_, at) => (at + place) % divisor === 0)
}
