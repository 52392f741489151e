/**
 * Who may import whom (ARCHITECTURE.md). test/architecture/imports.test.ts runs these rules on the sources and on a
 * planted breach of each, and fails when nothing was inspected.
 */
const PURE = '^main/(shared/|(modules|reports|devices)/.+\\.(domain|schema)\\.ts$|devices/[^/]+/frame\\.ts$)';
/** The files that know all parts and put them together. */
const ROOTS = '^main/(station|desktop|serve|cli)\\.ts$|^main/(cli|electron)/|^main/api/router\\.ts$';
/** What the drivers of a kind share, and what a module knows of them. */
const COMMON = 'transport|link|bus|meter|dlt645|scale|explain|framing|recording';
const PORTS = '^main/devices/ports(\\.ts$|/)';
const anyPackage = (names) => `(^|node_modules/)(${names})(/|$)`;

/** @type {import('dependency-cruiser').IForbiddenRuleType['severity']} */
const severity = 'error';
const rule = (name, comment, from, to) => ({ name, comment, severity, from, to });

module.exports = {
  forbidden: [
    rule(
      'pure-stays-pure',
      'Pure code imports only pure code and zod: no clock, no I/O, no SQL.',
      { path: PURE },
      { pathNot: [PURE, anyPackage('zod')] },
    ),

    rule(
      'store-below-service',
      'A module points downwards: domain ← store ← service ← router ← index.',
      { path: '^main/modules/([^/]+)/.+\\.store\\.ts$' },
      { path: '^main/modules/$1/(.+\\.(service|router)|index)\\.ts$' },
    ),
    rule(
      'service-below-router',
      'A module points downwards: domain ← store ← service ← router ← index.',
      { path: '^main/modules/([^/]+)/.+\\.service\\.ts$' },
      { path: '^main/modules/$1/(.+\\.router|index)\\.ts$' },
    ),
    rule(
      'router-below-index',
      'A module points downwards: domain ← store ← service ← router ← index.',
      { path: '^main/modules/([^/]+)/.+\\.router\\.ts$' },
      { path: '^main/modules/$1/index\\.ts$' },
    ),
    rule(
      'helpers-stay-below',
      'A file without a layer of its own serves the layers; it imports none above the store.',
      { path: '^main/modules/([^/]+)/', pathNot: '\\.(domain|schema|store|service|router)\\.ts$|/index\\.ts$' },
      { path: '^main/modules/$1/(.+\\.(service|router)|index)\\.ts$' },
    ),
    rule(
      'router-is-thin',
      'A procedure holds no SQL and reaches the rows through its service.',
      { path: '\\.router\\.ts$' },
      { path: '\\.store\\.ts$' },
    ),
    rule(
      'modules-meet-at-index',
      'Another module is reached only through its index.ts; pure files, which may not import an index, take pure files.',
      { path: '^main/modules/([^/]+)/', pathNot: PURE },
      { path: '^main/modules/', pathNot: '^main/modules/($1/|[^/]+/index\\.ts$)' },
    ),
    rule(
      'modules-are-entered-at-index',
      'Whoever is not a module enters one through its index.ts too; the composition roots pick routers.',
      { path: '^main/', pathNot: ['^main/modules/', PURE, ROOTS] },
      { path: '^main/modules/[^/]+/', pathNot: ['/index\\.ts$', PURE] },
    ),

    rule(
      'electron-only-in-shell',
      'The station knows nothing of the window it is shown in.',
      { pathNot: '^(main/electron/|main/desktop\\.ts$|preload/)' },
      { path: anyPackage('electron') },
    ),
    rule(
      'sqlite-only-in-db',
      'One place opens databases.',
      { pathNot: '^main/db/' },
      { path: anyPackage('better-sqlite3') },
    ),
    rule(
      'statements-in-stores',
      'SQL stands in stores and report rows.',
      { path: '^main/', pathNot: ['^main/db/', '\\.store\\.ts$', '^main/reports/.*rows\\.ts$'] },
      { path: '^main/db/query\\.ts$' },
    ),
    rule(
      'serialport-only-in-transport',
      'One place opens serial ports.',
      { pathNot: '^main/devices/transport/' },
      { path: anyPackage('serialport|@serialport') },
    ),

    rule(
      'db-knows-no-module',
      'The database layer is below every module.',
      { path: '^main/db/' },
      { path: '^main/(modules|reports|devices|api|server|jobs|electron)/' },
    ),
    rule(
      'ports-not-models',
      'Devices are known by their port; a model is known to the registry, and its profile, which is data, to the form.',
      { pathNot: ['^main/(devices|seeds|tools)/', ROOTS] },
      { path: '^main/devices/[^/]+/', pathNot: '\\.schema\\.ts$' },
    ),
    rule(
      'drivers-know-only-transport',
      'A driver is frames and a small state machine over a transport, with what its kind shares.',
      { path: '^main/devices/((?:meter|scale|modem|printer|scanner)-[^/]+)/' },
      { path: '^main/', pathNot: [`^main/devices/($1|${COMMON})/`, PORTS, PURE] },
    ),
    rule(
      'common-below-drivers',
      'What drivers share knows no driver.',
      { path: `^main/devices/(${COMMON})/` },
      { path: '^main/', pathNot: [`^main/devices/(${COMMON})/`, PORTS, PURE] },
    ),
    rule(
      'composition-root-on-top',
      'Only an entry, a seed or a tool opens a station.',
      { pathNot: ['^main/(seeds|tools)/', ROOTS] },
      { path: '^main/(station|desktop|serve|cli)\\.ts$', dependencyTypesNot: ['type-only'] },
    ),

    rule(
      'renderer-takes-types-or-pure',
      'From main the renderer takes types, and values of pure files.',
      { path: '^renderer/' },
      { path: '^main/', pathNot: PURE, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'renderer-without-node',
      'The renderer runs in a browser.',
      { path: '^renderer/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'preload-is-a-wire',
      'The preload carries types only.',
      { path: '^preload/' },
      { path: '^(main|renderer)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'main-without-renderer',
      'The station knows no page; the command line borrows the wording.',
      { path: '^main/' },
      { path: '^(renderer|preload)/', pathNot: '^renderer/i18n/[^/]+/[^/]+\\.json$' },
    ),

    rule(
      'tools-and-seeds-stay-out',
      'Tools are never bundled; seeds belong to the demo start.',
      { pathNot: ['^main/(tools|seeds)/', '^main/cli(\\.ts$|/)'] },
      { path: '^main/(tools|seeds)/' },
    ),
    rule('tools-are-not-imported', 'Tools are never bundled.', { pathNot: '^main/tools/' }, { path: '^main/tools/' }),
    rule(
      'product-without-tests',
      'Test code stays out of the product; a tool may drive a browser.',
      { pathNot: '^main/tools/' },
      { path: ['^test/', anyPackage('vitest|playwright|fast-check')] },
    ),
    rule('no-cycles', 'Two files that import each other are one file.', {}, { circular: true }),
    rule(
      'everything-resolves',
      'An import that cannot be resolved escapes every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.tsx?$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json', '.css'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
