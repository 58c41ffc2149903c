/** Counted before hashing: longer ones cost work that nobody needs. */
export const MAX_PASSWORD_BYTES = 1_024
