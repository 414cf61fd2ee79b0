// House rules that no published linter has. `new Date(value)` is a calculation, `new Date()` reads the clock.
const noClock = {
  meta: { type: 'problem', docs: { description: 'The clock comes from Deps' } },
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.name !== 'Date' || node.arguments.length > 0) return
      context.report({ node, message: 'This reads the clock. Take the instant from deps.now(), so that tests own it.' })
    },
  }),
}

export default { meta: { name: 'house' }, rules: { 'no-clock': noClock } }
