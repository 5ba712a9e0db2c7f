import { defineConfig, globalIgnores } from 'eslint/config';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Which layer imports which; ARCHITECTURE.md gives the reasons. */
const layers = [
  'contract',
  'validators',
  'arbitraries',
  'client',
  'settings',
  'judgement',
  'traffic',
  'report',
  'reference',
];
const allowed = {
  contract: [],
  validators: ['contract'],
  arbitraries: ['contract', 'validators'],
  client: [],
  settings: ['contract', 'validators'],
  judgement: ['contract', 'validators', 'client'],
  traffic: ['contract', 'validators', 'arbitraries', 'client', 'judgement'],
  report: ['contract', 'client', 'settings', 'judgement'],
  reference: [],
};

const zones = [
  ...Object.entries(allowed).flatMap(([layer, imported]) =>
    layers
      .filter((other) => other !== layer && !imported.includes(other))
      .map((other) => ({ target: `./src/${layer}`, from: `./src/${other}`, except: ['./json.ts'] })),
  ),
  ...['arbitraries', 'report'].map((layer) => ({ target: './tests/conformance', from: `./src/${layer}` })),
  ...layers.map((layer) => ({ target: `./src/${layer}`, from: './tests' })),
];

/** Each external library has one folder that imports it. */
const owners = {
  ajv: 'src/validators',
  'ajv-formats': 'src/validators',
  '@apidevtools/swagger-parser': 'src/contract',
  undici: 'src/client',
};

export default defineConfig(
  globalIgnores(['node_modules', 'reports', 'dist']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-restricted-imports': [
        'error',
        {
          paths: Object.entries(owners).map(([name, owner]) => ({
            name,
            message: `Only ${owner} imports it.`,
          })),
        },
      ],
    },
  },
  Object.entries(owners).map(([name, owner]) => ({
    files: [`${owner}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: Object.entries(owners)
            .filter(([other, folder]) => other !== name && folder !== owner)
            .map(([other, folder]) => ({ name: other, message: `Only ${folder} imports it.` })),
        },
      ],
    },
  })),
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
