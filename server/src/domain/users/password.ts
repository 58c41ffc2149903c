/** Counted before hashing: longer ones cost work that nobody needs. */
export const MAX_PASSWORD_BYTES = 1_024
/** Without a second factor (NIST SP 800-63B-4, 3.1.1.2). */
export const MIN_PASSWORD_LENGTH = 15
