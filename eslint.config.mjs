import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Which layer of `src` imports which; ARCHITECTURE.md gives the reasons. */
const imports = {
  contract: [],
  validators: ['contract'],
  arbitraries: ['contract', 'validators'],
  client: [],
  settings: ['contract', 'validators'],
  judgement: ['contract', 'validators', 'client'],
  traffic: ['contract', 'validators', 'arbitraries', 'client', 'judgement'],
  report: ['contract', 'client', 'settings', 'judgement'],
  replay: ['client', 'settings', 'report'],
  reference: [],
};
const layers = Object.keys(imports);

/** Each of these libraries has one layer that imports it. */
const owners = {
  ajv: 'validators',
  'ajv-formats': 'validators',
  '@apidevtools/swagger-parser': 'contract',
  'openapi-format': 'contract',
  undici: 'client',
  aws4fetch: 'reference',
};

/** The rule for files below a folder: foreign layers and foreign libraries; the JSON types are everybody's. */
function restricted(folder, foreignLayers, own) {
  const libraries = Object.entries(owners).filter(([, owner]) => owner !== own);
  return {
    files: [`${folder}/**/*.{ts,mts}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...libraries.map(([name, owner]) => ({
              regex: `^${name}($|/)`,
              message: `Only src/${owner} imports it.`,
            })),
            ...foreignLayers.map((layer) => ({
              regex: `^(\\.\\./)+(src/)?${layer}/(?!json\\.ts)`,
              message: `${folder} does not import src/${layer} (ARCHITECTURE.md).`,
            })),
          ],
        },
      ],
    },
  };
}

export default defineConfig(
  globalIgnores(['node_modules', 'reports', 'dist']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
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
    },
  },
  restricted('src', []),
  restricted('tests', []),
  restricted('tests/conformance', ['arbitraries', 'report']),
  layers.map((layer) => {
    const foreign = layers.filter((other) => other !== layer && !imports[layer].includes(other));
    return restricted(`src/${layer}`, foreign, layer);
  }),
  {
    files: ['src/judgement/**/*.ts', 'src/traffic/**/*.ts', 'tests/conformance/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(TemplateElement[value.raw=/…/], BinaryExpression[operator="+"] > Literal[value=/…/])',
          message: 'Texts are cut by src/client/cut.ts, so that no piece of a key is left.',
        },
      ],
    },
  },
  { files: ['*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
