const tag = 'training-signup'
const element = { name: 'TrainingSignupElement', module: placeOf('src/training-signup.ts') }
// What is between these and ours is of no use to a page.
const superclasses = { LitElement: 'HTMLElement', SignupEvent: 'Event' }

/** Where the module is in the package that is installed. */
function placeOf(path) {
  return path.replace(/^src\/(.*)\.ts$/, 'dist/package/$1.js')
}

// Attributes come from the class's JSDoc; here each learns of the property that is one with it.
function describeElement(declaration) {
  const attributes = new Map(declaration.attributes.map((attribute) => [attribute.name, attribute]))
  Object.assign(declaration, { tagName: tag, customElement: true, members: declaration.members.filter(isForPages) })
  for (const member of declaration.members) {
    const attribute = attributes.get(member.name)
    if (!attribute) continue
    attribute.fieldName = member.name
    Object.assign(member, { attribute: member.name, reflects: true, description: attribute.description })
  }
}

// Lit's own, which the element only gives a narrower type.
const inherited = ['renderRoot']

const isForPages = ({ kind, name, privacy, static: isStatic, type }) =>
  privacy !== 'private' &&
  !inherited.includes(name) &&
  (kind === 'method' ? name === 'define' : !isStatic && type !== undefined)

function describeModule(module) {
  if (module.path === 'src/define.ts') {
    module.declarations = []
    module.exports = [{ kind: 'custom-element-definition', name: tag, declaration: element }]
  }
  for (const declaration of module.declarations) {
    if (declaration.name === element.name) describeElement(declaration)
    declaration.superclass = { name: superclasses[declaration.superclass.name] }
  }
  module.path = placeOf(module.path)
  for (const { declaration } of module.exports) declaration.module = placeOf(declaration.module)
}

export default {
  globs: ['src/training-signup.ts', 'src/events.ts', 'src/define.ts'],
  packagejson: false,
  plugins: [
    {
      name: 'the-package-as-it-is-installed',
      packageLinkPhase: ({ customElementsManifest }) => customElementsManifest.modules.forEach(describeModule),
    },
  ],
}
