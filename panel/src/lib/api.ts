import { createClient } from '@keyward/sdk'

let csrfToken: string | undefined

/** The session endpoint hands the token out; every change sends it back. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token
}

/** The panel's only way to the server: the same public client that programs use. */
export const api = createClient({ baseUrl: window.location.origin, csrfToken: () => csrfToken })

/** For what a page asks by itself, again and again: an open page that nobody looks at must not stay signed in. */
export const unattendedApi = createClient({ baseUrl: window.location.origin, unattended: true })
