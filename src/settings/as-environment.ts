import type { Target } from './settings.ts';

/** The environment variables that point the suite at a target. */
export function asEnvironment({ url, main, alt }: Target): Record<string, string> {
  return {
    TARGET_URL: url,
    TARGET_TOKEN: main.token,
    TARGET_TENANT: main.tenant,
    ...(main.fileId !== undefined && { TARGET_FILE_ID: main.fileId }),
    ...(alt && { TARGET_ALT_TOKEN: alt.token, TARGET_ALT_TENANT: alt.tenant }),
    ...(alt?.fileId !== undefined && { TARGET_ALT_FILE_ID: alt.fileId }),
  };
}
