import type { When } from '../defects/fault.ts';
import { serves, withField } from '../defects/storage.ts';
import type { Defect } from '../start.ts';

/** Delivers other bytes than there are, their length put right. */
export function delivers(
  name: string,
  change: (bytes: Buffer) => Uint8Array,
  when: When = () => true,
): Defect {
  return serves(name, (response, call) => (when(call) ? rewritten(response, change) : response));
}

/** The same answer with other bytes, its length put right. */
export async function rewritten(
  response: Response,
  change: (bytes: Buffer) => Uint8Array,
): Promise<Response> {
  const bytes = Buffer.from(change(Buffer.from(await response.arrayBuffer())));
  return withField(
    new Response(bytes, { headers: response.headers }),
    'content-length',
    String(bytes.length),
  );
}
