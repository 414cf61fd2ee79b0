// Finds common problems in Markdown: broken links, and tables too wide to read as text.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

const widestTable = 140

/** Returns what is wrong with README.md and the files in docs/, a line each. */
export function markdownFaults(root: string): string[] {
  return globSync(['README.md', 'docs/**/*.md'], { cwd: root })
    .toSorted()
    .flatMap((file) => [...linkFaults(root, file), ...tableFaults(root, file)])
}

function linkFaults(root: string, file: string) {
  const targets = [...proseOf(root, file).matchAll(/\]\(<?([^)>\s]+)|^\[[^\]]+\]: <?([^>\s]+)/gm)]
  return targets
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^[a-z]+:/i.test(target))
    .flatMap((target) => {
      const [path = '', anchor] = target.split('#')
      const found = path === '' ? file : posix.join(dirname(file), decodeURIComponent(path))
      if (!existsSync(join(root, found))) return [`${file}: ${target} leads to no file.`]
      const isKnown = anchor === undefined || !found.endsWith('.md') || anchorsOf(root, found).has(anchor)
      return isKnown ? [] : [`${file}: ${target} leads to no heading.`]
    })
}

/** Returns the anchors as GitHub creates them: a repeated heading gets a number. */
function anchorsOf(root: string, file: string) {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutFences(root, file).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-')
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  for (const [, id = ''] of proseOf(root, file).matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id)
  return anchors
}

function tableFaults(root: string, file: string) {
  const text = withoutFences(root, file)
  return [...text.matchAll(/(?:^ *\|.*\n?)+/gm)].flatMap(({ 0: table, index }) => {
    const width = Math.max(...table.split('\n').map((line) => [...line].length))
    const line = text.slice(0, index).split('\n').length
    if (width < widestTable) return []
    return [`${file}:${line}: a table is ${width} columns wide. Stay under ${widestTable}, or write a list.`]
  })
}

/** Empties the lines of code blocks, so that the others keep their numbers. */
function withoutFences(root: string, file: string) {
  const text = readFileSync(join(root, file), 'utf8')
  return text.replaceAll(/^ *(```+|~~~+)[^]*?^ *\1/gm, (block) => block.replaceAll(/[^\n]/g, ''))
}

const proseOf = (root: string, file: string) => withoutFences(root, file).replaceAll(/`[^`\n]*`/g, '')
