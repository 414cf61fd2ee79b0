// House rules that no published linter has. `new Date(value)` calculates; `new Date()` reads the
// clock.
const noClock = {
  meta: { type: 'problem', docs: { description: 'The clock comes from System' } },
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.name !== 'Date' || node.arguments.length > 0) return
      context.report({
        node,
        message: 'This reads the clock. Take the instant from system.now(), so that tests own it.',
      })
    },
  }),
}

/** Which file or folder writes each of these tables, and columns of others, alone. */
const writers = [
  {
    writer: 'core/seats/ledger.ts',
    tables: ['registration', 'training_count'],
    columns: ['seats_taken', 'last_waiting_list_position', 'promotion_pending_since'],
    why: 'it keeps seats, counts and events in step',
  },
  {
    writer: 'core/outbox/',
    tables: ['outbox', 'outbox_person'],
    columns: [],
    why: 'its verbs know which emails a runner has taken',
  },
  {
    writer: 'core/proof/',
    tables: ['proof'],
    columns: [],
    why: 'codes are judged and counted alike, whatever they prove',
  },
  {
    writer: 'core/attendance/',
    tables: ['mark'],
    columns: [],
    why: 'marks are only added, and who is here is noted with them',
  },
]
const writes = new Set(['insertInto', 'insertRows', 'replaceInto', 'mergeInto', 'updateTable', 'deleteFrom'])

const oneWriter = {
  meta: { type: 'problem', docs: { description: 'One file or folder writes a table' } },
  create(context) {
    const others = writers.filter(({ writer }) => !context.filename.includes(`/server/src/${writer}`))
    const ownerOf = (kind, name) => others.find((owner) => owner[kind].includes(name))
    const names = others.flatMap(({ tables }) => tables).join('|')
    const writeInSql = new RegExp(`\\b(?:update|into|delete\\s+from)\\s+"?(${names})\\b`, 'i')
    const report = (node, what, owner) => {
      if (owner) context.report({ node, message: `Only ${owner.writer} writes ${what}: ${owner.why}.` })
    }
    return {
      CallExpression({ callee, arguments: [first] }) {
        if (!writes.has(callee.property?.name ?? callee.name)) return
        const table = first?.type === 'TSAsExpression' ? first.expression : first
        // The name may be followed by an alias.
        const [name] = String(table?.value).split(' ')
        report(first, name, ownerOf('tables', name))
      },
      Literal(node) {
        const isFirst = node.parent.type === 'CallExpression' && node.parent.arguments[0] === node
        if (isFirst && node.parent.callee.property?.name === 'set')
          report(node, `training.${node.value}`, ownerOf('columns', node.value))
      },
      TemplateElement(node) {
        const [, table] = writeInSql.exec(node.value.raw) ?? []
        if (table) report(node, table, ownerOf('tables', table.toLowerCase()))
      },
      Property(node) {
        const name = node.key.name ?? node.key.value
        if (isInSet(node)) report(node, `training.${name}`, ownerOf('columns', name))
      },
    }
  },
}

/**
 * Returns whether an `update` sets the property. A new training starts with these columns empty.
 */
function isInSet(node) {
  for (let one = node.parent; one; one = one.parent)
    if (one.type === 'CallExpression') return one.callee.property?.name === 'set'
  return false
}

/** Those of people. */
const statuses = new Set(['pending_approval', 'confirmed', 'waitlisted', 'offered', 'cancelled', 'declined', 'expired'])

/** Those of a training that is off. */
const offStatuses = new Set(['cancelled', 'withdrawn'])

const askStatus = {
  meta: { type: 'problem', docs: { description: 'What a status means is asked in one place' } },
  create: (context) => ({
    ArrayExpression(node) {
      if (node.elements.filter((one) => statuses.has(one?.value)).length < 2) return
      if (node.elements.some((one) => !statuses.has(one?.value))) return
      context.report({
        node,
        message:
          'Ask isSeated, isWaiting, isActive, or isOver of core/seats/transitions.ts, or use its lists of statuses.',
      })
    },
    LogicalExpression(node) {
      const operator = { '||': '===', '&&': '!==' }[node.operator]
      const areBothIn = (known) => {
        const [left, right] = [node.left, node.right].map((side) => comparedIn(context, side, operator, known))
        return left !== undefined && left === right
      }
      if (areBothIn(statuses))
        context.report({ node, message: 'Ask isSeated, isWaiting, isActive, or isOver of core/seats/transitions.ts.' })
      if (areBothIn(offStatuses)) context.report({ node, message: 'Ask isOff of core/trainings/availability.ts.' })
    },
    TemplateElement(node) {
      if (!statusesInSql.test(node.value.raw)) return
      context.report({ node, message: 'Take the statuses from the lists of core/seats/transitions.ts.' })
    },
  }),
}

const anyStatus = `'(?:${[...statuses].join('|')})'`
const statusesInSql = new RegExp(`\\bin\\s*\\(\\s*${anyStatus}\\s*,\\s*${anyStatus}`, 'i')

/** Returns what is compared with a known status, if a side of an expression does that. */
function comparedIn(context, side, operator, known) {
  if (side.type !== 'BinaryExpression' || side.operator !== operator || !known.has(side.right.value)) return undefined
  return context.sourceCode.getText(side.left)
}

/** What a form consists of. Fields that no one sees need no label. */
const formMarkup =
  /<(?:label|select|option|textarea|fieldset|legend)\b|<input\b(?! type="hidden")|class="(?:fault|error)\b/

const kitOnly = {
  meta: { type: 'problem', docs: { description: 'The fields of organizers’ forms come from one kit' } },
  create(context) {
    const look = (node, text) => {
      const [found] = formMarkup.exec(text) ?? []
      if (found === undefined) return
      context.report({
        node,
        message: `Take ${found} from platform/html/form/field.ts or faults.ts: there a field gets its label, hint, and fault.`,
      })
    }
    return {
      TemplateElement: (node) => look(node, node.value.raw),
      Literal: (node) => look(node, String(node.value)),
    }
  },
}

const widest = 160

const shortMarkup = {
  meta: { type: 'layout', docs: { description: 'Markup can be read without scrolling' } },
  create(context) {
    const seen = new Set()
    return {
      TaggedTemplateExpression({ tag, loc }) {
        if (tag.name !== 'html') return
        for (let line = loc.start.line; line <= loc.end.line; line += 1) {
          const { length } = context.sourceCode.lines[line - 1]
          if (length <= widest || seen.has(line)) continue
          seen.add(line)
          context.report({
            loc: { start: { line, column: 0 }, end: { line, column: length } },
            message: `This line of markup has ${length} columns, over ${widest}. Break it after a block element, or inside an expression.`,
          })
        }
      },
    }
  },
}

export default {
  meta: { name: 'house' },
  rules: {
    'no-clock': noClock,
    'one-writer': oneWriter,
    'ask-status': askStatus,
    'kit-only': kitOnly,
    'short-markup': shortMarkup,
  },
}
