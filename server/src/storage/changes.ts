/**
 * Collects in a running transaction of which users something changed: themselves, their keys, roles or account. The
 * queries fill it, so that nobody can forget to.
 */
export class ChangeLog {
  readonly #userIds = new Set<string>()

  touch(userId: string): void {
    this.#userIds.add(userId)
  }

  get userIds(): readonly string[] {
    return [...this.#userIds]
  }
}

export type ChangeListener = (userIds: readonly string[]) => void

export class ChangeEvents {
  readonly #listeners: ChangeListener[] = []

  listen(listener: ChangeListener): void {
    this.#listeners.push(listener)
  }

  /**
   * Every listener hears, whatever another one throws. A fault among them ends the process: memory that missed a
   * revocation must not go on answering.
   */
  emit(userIds: readonly string[]): void {
    if (userIds.length === 0) return
    for (const listener of this.#listeners) {
      try {
        listener(userIds)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
