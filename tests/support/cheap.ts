/** Passwords are hashed for real, but quickly. */
export const CHEAP = { memoryKib: 64, passes: 1, parallelism: 1 }
