/** As many rows as go into one statement: SQLite allows 32,766 bind variables (SQLITE_MAX_VARIABLE_NUMBER). */
const PORTION = 1_000

/** Many values, as several statements take them. */
export function* inPortions<T>(values: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < values.length; at += PORTION) yield values.slice(at, at + PORTION)
}
