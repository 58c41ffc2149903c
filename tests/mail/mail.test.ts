import { after, before } from 'node:test'
import { everyTest } from './every.ts'
import { type MailKit, startKit } from './kit.ts'

let kit: MailKit
before(async () => {
  kit = await startKit()
})
after(() => kit?.stop())

everyTest(() => kit)
