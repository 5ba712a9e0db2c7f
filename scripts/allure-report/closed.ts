/** The script that tells the makers of Allure about each reader of a report, and what sets it up. */
const analytics =
  /\s*<script\b[^>]*\bsrc="https:\/\/www\.googletagmanager\.com\/[^"]*"[^>]*>\s*<\/script>\s*<script>[^<]*\bgtag\([^<]*<\/script>/;

/** What is left may use only what is in the page; Allure puts scripts, styles and attachments into it as `data:`. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' data: blob:; style-src 'unsafe-inline' data: blob:; img-src data: blob:; " +
  "font-src data:; media-src data: blob:; frame-src data: blob:; connect-src data: blob:; worker-src data: blob:; form-action 'none'";

/** An Allure page that talks to nobody. Throws when it is not as Allure wrote it so far. */
export function closed(page: string): string {
  const without = page.replace(analytics, '');
  if (without === page) throw new Error('closed: the analytics script of Allure is not where it was');
  const guarded = without.replace(
    '<head>',
    `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
  if (guarded === without) throw new Error('closed: the page has no head');
  const [loaded] =
    /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(?:https?:)?\/\/[^"]*"/i.exec(guarded) ?? [];
  if (loaded !== undefined) throw new Error(`closed: the page loads something: ${loaded}`);
  return guarded;
}
