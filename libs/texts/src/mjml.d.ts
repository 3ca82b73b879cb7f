/** The little of MJML 5 that is used here; the package brings no types. */
declare module 'mjml' {
  interface MjmlOptions {
    /** strict: anything that MJML does not know is an error that is thrown. */
    readonly validationLevel: 'strict';
    /** Web fonts by name, loaded where a font-family names them. */
    readonly fonts: Readonly<Record<string, string>>;
  }

  export default function mjml2html(mjml: string, options: MjmlOptions): Promise<{ readonly html: string }>;
}
