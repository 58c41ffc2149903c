import type { CreatedUser, TestServer } from '../support/server.ts'
import { BY_KEY, type Revocable, TOKEN_ATTEMPTS } from './dialects.ts'

/** A credential that was accepted by a request which began after the answer that ended it. */
export interface LateAcceptance {
  readonly attempt: string
  readonly startedAfterMs: number
}

interface Generation {
  readonly key: string
  readonly tokens: string[]
  /** When the answer to its reset had arrived; null while it is the current one. */
  endedAt: number | null
}

/**
 * One user whose key, or application credential, is replaced again and again while clients go on using the old and the
 * new one.
 * Requests and resets are timed by one clock in one process, so "began after the answer" is exact.
 */
export class Hammer {
  readonly late: LateAcceptance[] = []
  accepted = 0
  refused = 0
  readonly #server: TestServer
  readonly #user: CreatedUser
  readonly #by: Revocable
  readonly #generations: Generation[]
  #running = true

  /** @param key what the user has at first */
  constructor(server: TestServer, user: CreatedUser, by: Revocable = BY_KEY, key = user.apiKey) {
    this.#server = server
    this.#user = user
    this.#by = by
    this.#generations = [{ key, tokens: [], endedAt: null }]
  }

  get user(): CreatedUser {
    return this.#user
  }

  get currentKey(): string {
    return this.#current().key
  }

  /** Goes on until `stop`: a random attempt with the current or the previous generation. */
  async client(): Promise<void> {
    while (this.#running) {
      const generation = this.#generations.at(Math.random() < 0.5 ? -1 : -2) ?? this.#current()
      await this.#attempt(generation)
    }
  }

  stop(): void {
    this.#running = false
  }

  /** Runs a reset with logins racing it, then at once everything the old generation ever gave. */
  async reset(doReset: (hammer: Hammer) => Promise<string>): Promise<void> {
    const old = this.#current()
    const racing = Array.from({ length: 3 }, () => this.#login(old))
    const key = await doReset(this)
    old.endedAt = performance.now()
    this.#generations.push({ key, tokens: [], endedAt: null })
    await Promise.all([...this.#by.attempts.keys()].map((at) => this.#tryKey(old, at)))
    await Promise.all(racing)
    // Tokens from logins that raced the reset: issued before or after it, none may be good now.
    await Promise.all(old.tokens.map((token) => this.#tryToken(old, token)))
  }

  async token(): Promise<string> {
    const credential = { username: this.#user.username, key: this.currentKey }
    const token = await this.#by.logIn(this.#server.url, credential)
    if (!token) throw new Error('the current key was refused')
    return token
  }

  #current(): Generation {
    const last = this.#generations.at(-1)
    if (!last) throw new Error('no generation')
    return last
  }

  async #attempt(generation: Generation): Promise<void> {
    const token = generation.tokens.at(-1)
    if (token && Math.random() < 0.4) return this.#tryToken(generation, token)
    if (Math.random() < 0.2) return this.#login(generation)
    return this.#tryKey(generation, Math.floor(Math.random() * this.#by.attempts.length))
  }

  async #login(generation: Generation): Promise<void> {
    const credential = { username: this.#user.username, key: generation.key }
    await this.#watch('login', generation, async () => {
      const token = await this.#by.logIn(this.#server.url, credential)
      if (token) generation.tokens.push(token)
      return token !== null
    })
  }

  #tryKey(generation: Generation, at: number): Promise<void> {
    const attempt = this.#by.attempts[at]
    if (!attempt) throw new Error('no such attempt')
    const credential = { username: this.#user.username, key: generation.key }
    return this.#watch(attempt.name, generation, () => attempt.accepted(this.#server.url, credential))
  }

  async #tryToken(generation: Generation, token: string): Promise<void> {
    const attempts = TOKEN_ATTEMPTS.map(({ name, accepted }) =>
      this.#watch(name, generation, () => accepted(this.#server.url, token)),
    )
    await Promise.all(attempts)
  }

  async #watch(attempt: string, generation: Generation, run: () => Promise<boolean>): Promise<void> {
    const startedAt = performance.now()
    const endedAt = generation.endedAt
    const accepted = await run()
    if (accepted) this.accepted++
    else this.refused++
    if (accepted && endedAt !== null && startedAt >= endedAt) {
      this.late.push({ attempt, startedAfterMs: startedAt - endedAt })
    }
  }
}
