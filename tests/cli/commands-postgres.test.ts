import { after, before, describe } from 'node:test'
import { freshDatabase, postgresMissing } from '../support/postgres.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { commandSuite } from './command-suite.ts'
import { freshPlace, placeAt } from './place.ts'

/** Made here and not in a hook, which would drop it when it ends. */
const url = async () => (postgresMissing() ? '' : freshDatabase())
const [alone, served] = [await url(), await url()]

describe('without a server, on PostgreSQL', { skip: postgresMissing() }, () =>
  commandSuite(async () => freshPlace({ KEYWARD_DATABASE_URL: alone })),
)

describe('beside a server, on PostgreSQL', { skip: postgresMissing() }, () => {
  let server: TestServer
  before(async () => {
    server = await startServer({ databaseUrl: served })
  })
  after(() => server.stop())
  commandSuite(async () => placeAt(server.dataDir, { KEYWARD_DATABASE_URL: served }))
})
