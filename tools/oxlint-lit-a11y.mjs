// The plugin keeps state in sourceCode.parserServices, which oxlint freezes. Give every rule one
// that it may extend.
import plugin from 'eslint-plugin-lit-a11y'

const extensible = (rule) => ({
  ...rule,
  create(context) {
    const sourceCode = Object.create(context.sourceCode, { parserServices: { value: {} } })
    return rule.create(Object.create(context, { sourceCode: { value: sourceCode } }))
  },
})

export default {
  meta: { name: 'lit-a11y' },
  rules: Object.fromEntries(Object.entries(plugin.rules).map(([name, rule]) => [name, extensible(rule)])),
}
