// Refuses to pack with npm, which leaves `publishConfig` out: what is packed would name files that are not in it. In
// JavaScript, so that any Node that runs npm says so.
if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) {
  console.error('Only pnpm packs what works. In this folder: npx --yes pnpm@12.21.0 pack')
  process.exit(1)
}
