export const codeStyles = /* css */ `
  [part='code-text'] { margin-block-start: 0.75em; }
  [part~='code'] { max-inline-size: 8em; font-size: 1.375em; font-variant-numeric: tabular-nums; letter-spacing: 0.1em; }
  [part='code-news']:not(:empty) { margin-block-start: 0.75em; font-weight: 600; }
`
