// The import rule of the house: core imports no other package; every other package imports core only; what it needs
// from a sibling it receives through a token. Only the facade composes.
const COMPOSERS = '^packages/(partita|bench)/';
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'packages-import-only-core',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: COMPOSERS },
      to: { path: '^packages/(?!core/)', pathNot: '^packages/$1/' },
    },
    { name: 'core-imports-no-package', severity: 'error', from: { path: '^packages/core/src/' }, to: { path: '^packages/(?!core/)' } },
    {
      name: 'core-has-no-runtime-tfjs',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { path: '@tensorflow/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-core-knows-tsyringe',
      severity: 'error',
      from: { pathNot: '^packages/core/src/injection/' },
      to: { path: 'node_modules/(tsyringe|reflect-metadata)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@partita/source', 'import', 'default'] },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
