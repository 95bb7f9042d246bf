/** A first line such as `sep=;`, by which Excel is told what stands between fields; `rest` is what follows it. */
interface SeparatorLine {
  readonly separator: string;
  readonly rest: string;
}

/** Reads the first line of a table where it says what stands between fields; null where it is an ordinary row. */
export function declaredSeparator(text: string): SeparatorLine | null {
  const line = /^\ufeff?"?sep=([,;\t|])"?[ ,;\t]{0,20}(?:\r\n|\n|\r|$)/i.exec(text);
  return line ? { separator: line[1], rest: text.slice(line[0].length) } : null;
}
