/**
 * Three colors come in: accent, surface, and ink. All others are mixed from them, so that any that
 * a page sets stay in tune. light-dark() is light unless the page itself says that it can be dark.
 * Not on the host, where a page's own rule wins.
 */
export const colors = /* css */ `
  [part~='root'], [part~='exit'] {
    --accent: var(--training-signup-accent, light-dark(#0b57d0, #a8c7fa));
    --on-accent: var(--training-signup-on-accent, light-dark(#fff, #0a2a5c));
    --surface: var(--training-signup-surface, light-dark(#fff, #1b1e23));
    --ink: var(--training-signup-on-surface, light-dark(#1b1f24, #e6e8eb));
    /* The accent, as dark or as light as text on the surface has to be. */
    --link: var(--training-signup-link, light-dark(oklch(from var(--accent) min(l, 0.5) c h), oklch(from var(--accent) max(l, 0.75) c h)));
    --tint: var(--training-signup-tint, color-mix(in srgb, var(--accent) 5%, var(--surface)));
    --line: var(--training-signup-border, color-mix(in srgb, var(--ink) 16%, var(--surface)));
    --edge: var(--training-signup-field-border, color-mix(in srgb, var(--ink) 58%, var(--surface)));
    --muted: var(--training-signup-muted, color-mix(in srgb, var(--ink) 74%, var(--surface)));
    --error: var(--training-signup-error, light-dark(#b3261e, #f2b8b5));
    --radius: var(--training-signup-radius, 12px);
    --small: min(var(--radius), 8px);
    --tone: var(--muted);
    --glow: var(--muted);
    --pad: 1em;
  }
  /* A tone is an ink and a glow: words and borders take the ink, the ground a breath of the glow. */
  .ok { --tone: light-dark(#17693a, #86d9a5); --glow: #22c55e; --ground: 25%; }
  .wait { --tone: light-dark(#7d4e00, #f0c270); --glow: #ffb300; }
  .stop { --tone: var(--error); --glow: #ff4d3d; }
  .step { --tone: var(--link); --glow: var(--accent); }
`
