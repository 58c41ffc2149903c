import { after, before, describe } from 'node:test'
import { startServer, type TestServer } from '../support/server.ts'
import { commandSuite } from './command-suite.ts'
import { freshPlace, placeAt } from './place.ts'

describe('without a server', () => commandSuite(async () => freshPlace()))

describe('beside a server', () => {
  let server: TestServer
  before(async () => {
    server = await startServer()
  })
  after(() => server.stop())
  commandSuite(async () => placeAt(server.dataDir))
})
