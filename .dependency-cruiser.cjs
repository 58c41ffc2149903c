// Who may import whom (docs/architecture.md). Run by scripts/boundaries.ts.
const TEST = '(\\.test|[/-]testing)\\.tsx?$'
const OURS = '^(server|panel|sdk|tests|scripts)/(?!node_modules/)'
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'aliased-workspace']
const SUPPORT = '^tests/support/'

/**
 * What each room of the server may import besides itself. The files beside the rooms (app.ts, serve.ts …) join
 * them and may import everything.
 */
const ROOMS = {
  lib: [],
  // A setting that names a user must be a user name: that rule is the domain's.
  config: ['domain/', 'lib/'],
  domain: ['lib/'],
  vault: ['domain/', 'lib/'],
  storage: ['domain/', 'lib/'],
  'http/kit': ['domain/', 'lib/'],
  mail: ['config/', 'domain/', 'lib/'],
  'mail-system': ['config/', 'domain/', 'lib/'],
  backup: ['app\\.ts', 'config/', 'domain/', 'lib/', 'storage/'],
  cli: ['(app|serve)\\.ts', 'backup/', 'config/', 'domain/', 'lib/', 'mail/', 'mail-system/'],
}

function forbid(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to }
}

/** Two rules: one for the code below `path`, one for its tests, which may also use tests/support. */
function mayImportOnly(name, path, allowed) {
  const comment = `${path} may import of ours only ${allowed.join(', ')}`
  return [
    forbid(name, comment, { path, pathNot: TEST }, { path: OURS, pathNot: allowed }),
    forbid(
      `${name}-tests`,
      `${comment}; tests also ${SUPPORT}`,
      { path: `${path}.*${TEST}` },
      { path: OURS, pathNot: [...allowed, SUPPORT] },
    ),
  ]
}

const rooms = Object.entries(ROOMS).flatMap(([room, others]) =>
  mayImportOnly(
    room.replace('/', '-'),
    `^server/src/${room}/`,
    [`${room}/`, ...others].map((other) => `^server/src/${other}`),
  ),
)

// The group $1 is the dialect's own folder: no dialect knows another one.
const dialects = mayImportOnly('dialect', '^server/src/http/(?!kit/)([^/]+)/', [
  '^server/src/(domain|lib|http/kit)/',
  '^server/src/http/$1/',
])
const listener = mayImportOnly('listener', '^server/src/http/[^/]+$', [
  '^server/src/(domain|lib|http/kit)/',
  '^server/src/http/[^/]+$',
])

const packages = [
  forbid(
    'domain-alone',
    'domain/ uses no package and nothing of Node that reaches outside or brings time or chance',
    { path: '^server/src/domain/', pathNot: TEST },
    { dependencyTypes: [...NPM, 'core'] },
  ),
  forbid(
    'sql-in-storage',
    'only storage/ speaks SQL',
    { path: '^server/src/(?!storage/)', pathNot: TEST },
    { path: ['node_modules/(@types/)?(kysely|pg)/', '^(node:)?sqlite$'] },
  ),
  forbid(
    'fastify-in-http',
    'only http/ knows the HTTP framework',
    { path: '^server/src/(?!http/|[^/]+$)', pathNot: TEST },
    { path: 'node_modules/(fastify|@fastify/[^/]+)/' },
  ),
]

const others = [
  forbid(
    'server-alone',
    'the server runs without panel, SDK, tests and scripts',
    { path: '^server/src/', pathNot: TEST },
    { path: '^(panel|sdk|tests|scripts)/' },
  ),
  forbid('no-test-code', 'nothing but a test imports a test', { pathNot: TEST }, { path: TEST }),
  forbid(
    'panel',
    'the panel uses the SDK and npm packages, nothing of the server or of Node',
    { path: '^panel/src/', pathNot: TEST },
    { path: ['^(server|tests|scripts)/', '^node:'] },
  ),
  forbid(
    'panel-features',
    'features do not know each other; a page in app/ joins them',
    { path: '^panel/src/features/([^/]+)/' },
    { path: '^panel/src/features/', pathNot: '^panel/src/features/$1/' },
  ),
  forbid(
    'panel-parts',
    'ui/ and lib/ know neither features nor pages',
    { path: '^panel/src/(ui|lib)/' },
    { path: '^panel/src/(features|app)/' },
  ),
  forbid('sdk', 'the SDK imports nothing', { path: '^sdk/src/', pathNot: TEST }, { pathNot: '^sdk/src/' }),
  forbid('no-cycles', 'a cycle has no beginning to read from', {}, { circular: true }),
  forbid('resolvable', 'every import leads somewhere', {}, { couldNotResolve: true }),
]

module.exports = {
  forbidden: [...rooms, ...dialects, ...listener, ...packages, ...others],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: a room that knows another's types knows the room.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
