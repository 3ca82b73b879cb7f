import type { FieldName } from '../fields.js';

/** One field of a form, with what was typed already. */
export interface Field {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly fault?: string;
  /** Says "optional" beside the label. */
  readonly optional?: string;
  /** Lines of text; without it, an `input`. */
  readonly lines?: number;
  readonly type?: 'email' | 'text';
  readonly autocomplete: string;
  readonly inputmode?: 'numeric' | 'email';
  readonly most: number;
}

export interface Link {
  readonly text: string;
  readonly to: string;
}

/** A page of the claim, before it is HTML. `path`: where the same page is found, in another language too. */
export interface Page {
  readonly path: string;
  readonly title: string;
  readonly lead: readonly string[];
  /** What is wrong with the whole, not with one field. */
  readonly fault?: string;
  readonly form?: { readonly fields: readonly Field[]; readonly button: string };
  /** The one thing to do, where it is no form. */
  readonly next?: Link;
  readonly links?: readonly Link[];
}
