import { expect, type Page, type Response } from '@playwright/test'

interface Expected {
  readonly status: number
  readonly url: RegExp
}

/** The same for everybody, and the greater part of what is sent. */
const PANEL_FILES = /\/assets\/[^/?]+$/

/**
 * Watches everything a page does and remembers what no test may cause: errors in the console or the page,
 * violations of the content security policy, requests to elsewhere, answers of 500 and above, secrets in
 * places that outlive a moment on the screen.
 */
export class Guard {
  readonly #origin: string
  readonly #faults: string[] = []
  readonly #expected: Expected[] = []
  readonly #secrets: string[] = []
  readonly #console: string[] = []
  readonly #urls: string[] = []
  readonly #bodies: Promise<string>[] = []
  #networkMayFail = false

  constructor(origin: string) {
    this.#origin = origin
  }

  async watch(page: Page): Promise<void> {
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        console.error(`CSP violation: ${violatedDirective} ${blockedURI} ${sample}`),
      )
    })
    page.on('pageerror', (error) => this.#faults.push(`page error: ${error.message}`))
    page.on('console', (message) => {
      this.#console.push(message.text())
      if (message.type() === 'error' && !this.#isExpected(message.text(), message.location().url)) {
        this.#faults.push(`console: ${message.text()} (${message.location().url})`)
      }
    })
    page.on('request', (request) => {
      this.#urls.push(request.url())
      const elsewhere = !request.url().startsWith(`${this.#origin}/`) && /^https?:/.test(request.url())
      if (elsewhere) this.#faults.push(`request to elsewhere: ${request.url()}`)
    })
    page.on('response', (response) => this.#onResponse(response))
  }

  #onResponse(response: Response): void {
    if (response.status() >= 500 && !this.#statusExpected(response.status(), response.url())) {
      this.#faults.push(`${response.status()} from ${response.url()}`)
    }
    if (!PANEL_FILES.test(response.url())) this.#bodies.push(response.text().catch(() => ''))
  }

  /** The browser reports every refusal as a console error; this one is the point of the test. */
  expectStatus(status: number, url: RegExp): void {
    this.#expected.push({ status, url })
  }

  /** For tests that cut the network. */
  allowNetworkFailures(): void {
    this.#networkMayFail = true
  }

  #isExpected(text: string, url: string): boolean {
    if (this.#networkMayFail && text.includes('net::ERR_')) return true
    const status = Number(/status of (\d+)/.exec(text)?.[1])
    return this.#statusExpected(status, url)
  }

  #statusExpected(status: number, url: string): boolean {
    return this.#expected.some((one) => one.status === status && one.url.test(url))
  }

  /** A value that must never be in a URL, a console line, storage or a title. */
  keepSecret(value: string): void {
    this.#secrets.push(value)
  }

  /** What the server has answered so far, bodies only, without the files of the panel. */
  async answersSoFar(): Promise<string> {
    return (await Promise.all(this.#bodies)).join('\n')
  }

  /** Fails the test for whatever has been remembered. */
  async verify(page: Page): Promise<void> {
    expect(this.#faults).toEqual([])
    const places = await page
      .evaluate(() => [
        document.title,
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
      ])
      .catch(() => [])
    for (const secret of this.#secrets) {
      const leaks = [...places, ...this.#urls, ...this.#console].filter((text) => text.includes(secret))
      // What a failure prints must not leak it once more.
      expect(leaks.map((text) => text.replaceAll(secret, '[secret]'))).toEqual([])
    }
  }
}
