import { after, before } from 'node:test'
import { type Core, openCore } from '../../../../tests/support/core.ts'

export let core: Core

before(async () => {
  core = await openCore()
})

after(() => core.close())
