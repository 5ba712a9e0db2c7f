import type { SentRequest, Trouble } from './exchange.ts';
import type { Attempt, Limits } from './transport.ts';

/** The trouble that an attempt met, in words that a person understands; undefined when it was answered. */
export function troubleIn(
  { response, trouble }: Attempt,
  { url }: SentRequest,
  limits: Limits,
): Trouble | undefined {
  if (trouble !== undefined) return { ...trouble, message: inWords(trouble, new URL(url), limits) };
  if (response === undefined) return undefined;
  if (response.status === 429)
    return { kind: 'rate-limited', message: 'the target answers 429 Too Many Requests' };
  if (response.status >= 502 && response.status <= 504)
    return { kind: 'gateway', message: `the target answers ${response.status}` };
  if (response.incomplete?.startsWith('cut off') === true)
    return { kind: 'dropped', message: `the answer is ${cutInWords(response.incomplete, limits)}` };
  return undefined;
}

function inWords({ kind, message }: Trouble, { host, hostname }: URL, limits: Limits): string {
  const code = /\b(?:E[A-Z_]{4,}|UND_ERR\w+)\b/.exec(message)?.[0];
  const detail = code === undefined ? '' : ` (${code})`;
  switch (kind) {
    case 'refused':
      return `${host} takes no connection${detail}`;
    case 'unresolved':
      return `the name ${hostname} does not resolve${detail}`;
    case 'tls':
      return `no TLS connection with ${host}: ${tlsReason(message)}`;
    case 'timeout':
      return /connect/i.test(message)
        ? `no connection with ${host} in time (${message})`
        : `no answer within ${seconds(/aborted/.test(message) ? limits.total : limits.silence)}`;
    case 'dropped':
      return `the connection is closed without an answer (${message})`;
    case 'protocol':
      return /overflow/i.test(message)
        ? 'the header section of the answer is longer than 128 KiB'
        : `what comes is no HTTP answer (${message})`;
    case 'forbidden':
    case 'gateway':
    case 'rate-limited':
    case 'unsent':
      return message;
  }
}

/** What OpenSSL says, without its numbers and file names. */
function tlsReason(message: string): string {
  const [, reason] = /SSL routines:[^:]*:([^:]+)/.exec(message) ?? [];
  return reason ?? message.replace(/\s+/g, ' ').trim();
}

function cutInWords(incomplete: string, limits: Limits): string {
  return incomplete
    .replace(/: .*aborted due to timeout$/, `, not at its end within ${seconds(limits.total)}`)
    .replace(/: Body Timeout Error$/, `, nothing more comes for ${seconds(limits.silence)}`)
    .replace(/: (?:terminated|other side closed|aborted)$/, ', the connection is closed');
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

/** Why a request is not sent to a target that is down. */
export const targetDown: Trouble = {
  kind: 'unsent',
  message: 'not sent, because the target did not answer the requests before',
  others: 'silent',
};

/** Why a request is not sent while the target asks for a pause of so many milliseconds, which a run cannot wait. */
export function pausedTooLong(milliseconds: number): Trouble {
  const message = `not sent, because the target answers nothing but 429 and asks for a pause that lasts ${Math.ceil(milliseconds / 1000)} s more`;
  return { kind: 'unsent', message, others: 'silent' };
}
