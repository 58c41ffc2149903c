import { IncomingMessage } from 'node:http'

/**
 * What Node's server looks for before it hands a request over, unless it requires `Host` itself: whether there is a body,
 * and how the request may be answered.
 */
const NODES_OWN = new Set(['te', 'expect', 'content-length', 'transfer-encoding'])
const LENGTHS = new Set([...NODES_OWN].map((name) => name.length))
const NONE = Object.freeze({})

/**
 * A request whose `headers` are made when somebody here asks for them. Node looks into those of every request, and making
 * them costs more than all that a route before Fastify does, which reads the raw ones.
 */
export class LateHeaders extends IncomingMessage {
  /** To be set by whoever gets the request from Node. */
  isHandedOver = false
}

const ordinary = Object.getOwnPropertyDescriptor(IncomingMessage.prototype, 'headers')

// Not as a member of the class: to TypeScript `headers` is a field, which no accessor may take the place of.
Object.defineProperty(LateHeaders.prototype, 'headers', {
  ...ordinary,
  get(this: LateHeaders) {
    return this.isHandedOver || concernsNode(this.rawHeaders) ? ordinary?.get?.call(this) : NONE
  },
})

function concernsNode(rawHeaders: readonly string[]): boolean {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    // Most names are ruled out by their length, which is cheaper than to look them up.
    if (LENGTHS.has(name.length) && NODES_OWN.has(name.toLowerCase())) return true
  }
  return false
}
