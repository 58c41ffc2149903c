import type { DkimTools } from '../../server/src/domain/dkim/dkim-key.ts'

let made = 0

/** Keys that cost nothing and sign nothing. */
export const cheapDkim: DkimTools = {
  newPair: async () => {
    made++
    return { publicKey: Buffer.from(`public ${made}`).toString('base64'), privateKeyPem: `private ${made}` }
  },
}
