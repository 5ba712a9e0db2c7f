/** An environment without the settings that point the suite at a target. */
export function withoutTarget(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TARGET_')));
}
