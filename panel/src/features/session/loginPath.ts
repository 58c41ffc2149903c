/** The sign-in page, which leads back to where the person is now. */
export function loginPath(): string {
  const { pathname, search } = window.location
  return `/login?next=${encodeURIComponent(pathname + search)}`
}
