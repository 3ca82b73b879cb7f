/** A text as HTML shows it, in an element or in an attribute: no mark of it is markup. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
