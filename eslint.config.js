import { defineConfig, globalIgnores } from 'eslint/config';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who must not import whom; ARCHITECTURE.md gives the reasons. */
const forbidden = {
  'src/contract': ['validators', 'arbitraries', 'client', 'report', 'reference'],
  'src/validators': ['arbitraries', 'client', 'report', 'reference'],
  'src/arbitraries': ['client', 'report', 'reference'],
  'src/client': ['contract', 'validators', 'arbitraries', 'report', 'reference'],
  'src/reference': ['contract', 'validators', 'arbitraries', 'client', 'report'],
};

const zones = Object.entries(forbidden).flatMap(([target, from]) =>
  from.map((layer) => ({ target: `./${target}`, from: `./src/${layer}`, except: ['./json.ts'] })),
);

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
