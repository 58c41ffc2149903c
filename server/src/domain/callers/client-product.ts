/**
 * What the panel calls itself when a person tries their key with it. A name like any other, which anybody can give:
 * nothing is left out for it.
 */
export const PANEL_CLIENT = 'Keyward-panel'

const PRODUCT = /[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:\/[!#$%&'*+.^_`|~0-9A-Za-z-]+)?/
const BROWSER = /(?:Firefox|Edg|Chrome|Safari)\/\d+/
/** A key pasted into a `User-Agent` must not reach the database. */
const SECRET_LOOKING = /[0-9a-f]{32}/gi
const MAX_LENGTH = 64

/** Product and version out of a `User-Agent`: `rclone/v1.60.1`, `Chrome/156`; `unknown` without one. */
export function clientProduct(userAgent: string): string {
  const found = BROWSER.exec(userAgent)?.[0] ?? PRODUCT.exec(userAgent)?.[0]
  return found ? found.replaceAll(SECRET_LOOKING, '[hidden]').slice(0, MAX_LENGTH) : 'unknown'
}
