export const chooseStyles = /* css */ `
  [part='audiences'] { margin-block: 1em; }
  [part='training'] { padding: 1em 1.25em; border: 1px solid var(--border); border-radius: var(--radius); }
  [part~='open'] { border-color: transparent; background: var(--accent); color: var(--on-accent); }
`
