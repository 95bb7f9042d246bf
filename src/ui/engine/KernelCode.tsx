import { memo } from "react";
import styles from "./KernelCode.module.css";
import { type Language, tokenize } from "./tokenize-code.ts";

/** Source code of a kernel with line numbers. */
export const KernelCode = memo(function KernelCode({
  source,
  language,
}: {
  source: string;
  language: Language;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.code} tabIndex={0} aria-label={language}>
      <pre>
        <code>
          {source
            .trimEnd()
            .split("\n")
            .map((line, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <span key={number} className={styles.line}>
                {tokenize(line, language).map(({ kind, text }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the line
                  <span key={index} data-token={kind}>
                    {text}
                  </span>
                ))}
                {"\n"}
              </span>
            ))}
        </code>
      </pre>
    </section>
  );
});
