import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { DkimTools } from '../domain/dkim/dkim-key.ts'

const generate = promisify(generateKeyPair)

/** Keys by Node's own cryptography. */
export const dkimTools: DkimTools = {
  newPair: async () => {
    const { publicKey, privateKey } = await generate('rsa', {
      modulusLength: 2_048,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    return { publicKey: publicKey.toString('base64'), privateKeyPem: privateKey }
  },
}
