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
