/** An answer with nothing but a status and a Date. */
export function answered(status: number): Response {
  const body = status === 204 ? null : '';
  return new Response(body, { status, headers: { date: new Date().toUTCString() } });
}
