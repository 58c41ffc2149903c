/** Makes something when it is first asked for: a formatter takes a phone's processor as long as the rest of a file. */
export function later<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
