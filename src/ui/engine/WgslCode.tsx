import { memo } from "react";
import { tokenizeWgsl } from "./tokenize-wgsl.ts";
import styles from "./WgslCode.module.css";

/** Source code of a kernel with line numbers. */
export const WgslCode = memo(function WgslCode({ wgsl }: { wgsl: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.code} tabIndex={0} aria-label="WGSL">
      <pre>
        <code>
          {wgsl
            .trimEnd()
            .split("\n")
            .map((line, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <span key={number} className={styles.line}>
                {tokenizeWgsl(line).map(({ kind, text }, index) => (
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
