export { isIPv6 } from 'node:net'
