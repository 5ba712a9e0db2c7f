import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';

/** A column: its heading, and whether its cells name their rows. */
export interface Column {
  readonly title: string;
  readonly kind?: 'name' | 'number';
}

/** A row with as many cells as there are columns, and the fragment that leads to it. */
export interface Row {
  readonly id?: string;
  readonly cells: readonly Child[];
}

/**
 * A table whose rows become blocks on a narrow screen. It says its roles, because a browser takes a table that is not laid out as one
 * for none.
 */
export function table(
  { labelledBy, wide = false }: { readonly labelledBy: string; readonly wide?: boolean },
  columns: readonly Column[],
  rows: readonly Row[],
): Markup {
  const heads = columns.map(
    ({ title, kind }) =>
      markup`<th role="columnheader" scope="col"${kind === 'number' ? markup` class="number"` : undefined}>${title}</th>`,
  );
  return markup`<table role="table" class="${wide ? 'stacked fixed' : 'stacked'}" aria-labelledby="${labelledBy}">
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => rowMarkup(columns, row))}</tbody>
</table>
`;
}

function rowMarkup(columns: readonly Column[], { id, cells }: Row): Markup {
  const those = columns.map(({ title, kind }, index) => {
    const cell = cells[index];
    if (kind === 'name') return markup`<th role="rowheader" scope="row">${cell}</th>`;
    const label = markup` data-label="${title}"`;
    if (kind === 'number') return markup`<td role="cell" class="number"${label}>${cell}</td>`;
    return markup`<td role="cell"${label}>${cell}</td>`;
  });
  return markup`<tr role="row"${id === undefined ? undefined : markup` id="${id}"`}>${those}</tr>
`;
}
