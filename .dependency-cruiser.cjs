const { readdirSync, readFileSync } = require('node:fs')
const { join, relative } = require('node:path')

// The architecture as checks. Every comment says what to do instead.

/** A room of lib/ that may import only what is listed; tests and generated code are not rooms. */
function room(folder, allowed, comment) {
  return {
    name: `${folder.replaceAll('/', '-')}-imports`,
    severity: 'error',
    comment,
    from: { path: `^${folder}/` },
    to: { path: '^(lib|app|scrapers|tests|prisma)/', pathNot: [folder, ...allowed].map((path) => `^${path}(/|\\.|$)`) },
  }
}

/** Packages that a room may not import. */
function packages(folder, pathNot, comment) {
  return {
    name: `${folder.replaceAll('/', '-')}-packages`,
    severity: 'error',
    comment,
    from: { path: `^${folder}/` },
    to: {
      dependencyTypesNot: ['local', 'aliased', 'aliased-tsconfig', 'aliased-tsconfig-paths', 'type-only'],
      pathNot,
    },
  }
}

/** Files that begin with 'use client', found by reading them: dependency-cruiser does not see directives. */
function findClientFiles() {
  return readdirSync(join(__dirname, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => /^\s*['"]use client['"]/.test(readFileSync(path, 'utf8')))
    .map((path) => relative(__dirname, path))
}

const clientFiles = {
  name: 'client-sees-no-server',
  severity: 'error',
  comment:
    "A 'use client' file is sent to the browser: it sees only lib/domain and lib/query. " +
    'Read data in a server component (page.tsx, app/_data) and pass it down as props.',
  from: { path: findClientFiles().map((path) => `^${path.replace(/[.[\]()]/g, '\\$&')}$`) },
  to: { path: '^(lib|scrapers)/', pathNot: ['^lib/domain/', '^lib/query/'], dependencyTypesNot: ['type-only'] },
}

module.exports = {
  forbidden: [
    room('lib/domain', [], 'The domain knows nothing else. Move the type or function that is needed into lib/domain.'),
    packages(
      'lib/domain',
      ['^node_modules/zod/'],
      'The domain imports only zod. Do the work in another room and give the domain its result.',
    ),
    room(
      'lib/tagger',
      ['lib/domain'],
      'The tagger is pure text work: it gets what it needs as arguments. Put what two rooms share into lib/domain.',
    ),
    room(
      'lib/normalise',
      ['lib/domain'],
      'Normalising is pure text work: it gets what it needs as arguments. Put what two rooms share into lib/domain.',
    ),
    room(
      'lib/vacancy',
      ['lib/domain', 'lib/normalise/duplicate-key'],
      'Telling duplicates is pure work on texts and titles: it gets what it needs as arguments. Read and write in lib/db.',
    ),
    room(
      'lib/reading',
      ['lib/domain', 'lib/tagger', 'lib/normalise'],
      'Reading a posting is tagging and normalising it, in that order; it stores and shows nothing. ' +
        'Give its result to the caller.',
    ),
    room(
      'lib/evaluation',
      ['lib/domain', 'lib/query'],
      'Published rates are data with their versions. Measure in tests/eval and write the file; let a page compare versions.',
    ),
    room('lib/query', ['lib/domain'], 'A query knows no database. Put SQL into lib/db behind the DemandEngine seam.'),
    room('lib/export', ['lib/domain'], 'Export turns rows into bytes. Let the caller fetch the rows and pass them in.'),
    room(
      'lib/demand-index',
      ['lib/domain', 'lib/query'],
      'The index counts columns in memory. Read them in lib/db and give it the chunks.',
    ),
    room(
      'lib/db',
      ['lib/domain', 'lib/query', 'lib/demand-index', 'lib/vacancy', 'lib/env'],
      'The database room stores what it is given. Derive in scrapers/derive.ts and pass the result.',
    ),
    room(
      'lib/launch',
      ['lib/db', 'lib/env'],
      'Launching starts programs; it imports neither pages nor scrapers. Start them as processes.',
    ),
    {
      name: 'lib-imports-no-program',
      severity: 'error',
      comment: 'lib is used by app and scrapers, never the other way round. Pass the function in as an argument.',
      from: { path: '^lib/' },
      to: { path: '^(app|scrapers|tests)/' },
    },
    {
      name: 'app-and-scrapers-apart',
      severity: 'error',
      comment: 'Pages and scrapers meet only in the database. Move what both need to lib.',
      from: { path: '^app/' },
      to: { path: '^scrapers/' },
    },
    {
      name: 'scrapers-and-app-apart',
      severity: 'error',
      comment: 'Pages and scrapers meet only in the database. Move what both need to lib.',
      from: { path: '^scrapers/' },
      to: { path: '^app/' },
    },
    {
      name: 'sources-apart',
      severity: 'error',
      comment: 'A source stands alone. What two sources need belongs to the runner, scrapers/http or lib.',
      from: { path: '^scrapers/sources/([^/]+)/' },
      to: { path: '^scrapers/sources/([^/]+)/', pathNot: '^scrapers/sources/$1/' },
    },
    clientFiles,
    {
      name: 'commands-load-when-asked-for',
      severity: 'error',
      comment:
        'A command must not wait for what another needs. Import its module in its entry of program.ts, by import().',
      from: { path: '^scrapers/cli/(main|program)\\.ts$' },
      to: { path: '^(lib|scrapers)/', pathNot: '^scrapers/cli/(program|exit-codes)\\.ts$', dynamic: false },
    },
    {
      name: 'connections-only-in-db',
      severity: 'error',
      comment:
        'Only lib/db talks to Postgres. Write a store there and call it; take a pool as an argument, by its type.',
      from: { path: '^(app|scrapers|lib)/', pathNot: ['^lib/db/', '^lib/launch/database\\.ts$'] },
      to: { path: '^node_modules/(pg|pg-cursor|pg-copy-streams|@prisma/.+)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      comment: 'Product code does not import tests. Move what is shared into the product.',
      from: { path: '^(app|lib|scrapers)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that import each other are one idea or hide a third. Merge them, or move what both need into a file below both.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-vague-folders',
      severity: 'error',
      comment: 'A folder called utils, helpers or misc collects everything. Name it after what it knows.',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|misc)/', pathNot: '^node_modules/' },
    },
    {
      name: 'no-barrels',
      severity: 'error',
      comment: 'An index.ts that passes others on hides where a thing lives. Import the file itself.',
      from: {},
      to: { path: '(^|/)index\\.tsx?$', pathNot: '^node_modules/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The import leads nowhere: correct the path, or install the package and list it in package.json.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      comment: 'A package that package.json does not list is there by accident. Install it by name.',
      from: { path: '^(app|lib|scrapers)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/db/generated/'] },
    exclude: { path: ['^\\.next/', '^\\.skilltide/'] },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
}
