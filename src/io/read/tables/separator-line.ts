/**
 * A first line such as `sep=;`, which declares the field separator for Excel; `rest` is the following text.
 */
interface SeparatorLine {
  readonly separator: string;
  readonly rest: string;
}

/** Parses the first line of a table if it declares a separator; null if it is an ordinary row. */
export function declaredSeparator(text: string): SeparatorLine | null {
  const line = /^\ufeff?"?sep=([,;\t|])"?[ ,;\t]{0,20}(?:\r\n|\n|\r|$)/i.exec(text);
  return line ? { separator: line[1], rest: text.slice(line[0].length) } : null;
}
