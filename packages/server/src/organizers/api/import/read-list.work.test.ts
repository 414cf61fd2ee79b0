import assert from 'node:assert/strict'
import { importLimits } from '@training-signup/contract'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, test } from 'mocha'
import { assertLinear } from '../../../testing/traces/count-work.ts'
import { type Rows, readListFile, readListText } from './read-list.ts'
import { UnreadableList } from './unreadable.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const ada = ['Ada Reyes', 'ada@kcpd.org', 'Police']

const texts: [what: string, text: string, rows: Rows][] = [
  ['tabs', 'Ada Reyes\tada@kcpd.org\tPolice', [ada]],
  ['commas', 'Ada Reyes,ada@kcpd.org,Police', [ada]],
  ['semicolons', 'Ada Reyes;ada@kcpd.org;Police', [ada]],
  ['a separator that the file names', 'sep=|\nAda Reyes|ada@kcpd.org|Police', [[], ada]],
  ['quotes, and a byte order mark', '\uFEFF"Ada Reyes","ada@kcpd.org","Police"\r\n', [ada]],
  [
    'a comma in quotes',
    '"Reyes, Ada",ada@kcpd.org\nLee,bob@kcpd.org',
    [
      ['Reyes, Ada', 'ada@kcpd.org'],
      ['Lee', 'bob@kcpd.org'],
    ],
  ],
  ['a comma between semicolons', 'Reyes, Ada;ada@kcpd.org', [['Reyes, Ada', 'ada@kcpd.org']]],
  ['doubled quotes', '"Ada ""Ace"" Reyes",a@b.org', [['Ada "Ace" Reyes', 'a@b.org']]],
  [
    'a line break in a cell',
    'Ada\t"1 Main St\nKansas City"\tPolice\nBob',
    [['Ada', '1 Main St\nKansas City', 'Police'], ['Bob']],
  ],
  [
    'a quote that is never closed',
    '"Ada,ada@kcpd.org\nBob,bob@kcpd.org',
    [
      ['"Ada', 'ada@kcpd.org'],
      ['Bob', 'bob@kcpd.org'],
    ],
  ],
  [
    'an inch mark',
    `Ada\t5'11"\nBob\t6'1"`,
    [
      ['Ada', `5'11"`],
      ['Bob', `6'1"`],
    ],
  ],
  [
    'two quotes with people between them',
    'Ada\t"days\nBob\tbob@kcpd.org\nCy\tnights"',
    [
      ['Ada', '"days'],
      ['Bob', 'bob@kcpd.org'],
      ['Cy', 'nights"'],
    ],
  ],
  ['blank lines and line ends of any kind', '\r\nAda\r\n\r\nBob\rCy\n\n', [[], ['Ada'], [], ['Bob'], ['Cy']]],
  ['empty columns, and what cannot be seen', 'Ada\u200b,,x,,\n,,,\n', [['Ada', '', 'x']]],
  [
    'recipients of an email',
    'Ada Reyes <ada@kcpd.org>; Bob Lee <bob@kcpd.org>',
    [
      ['Ada Reyes', 'ada@kcpd.org', ''],
      ['Bob Lee', 'bob@kcpd.org', ''],
    ],
  ],
  ['recipients with last names first', 'Reyes, Ada <ada@kcpd.org>', [['Reyes, Ada', 'ada@kcpd.org', '']]],
  ['nothing but spaces', 'Ada Reyes ada@kcpd.org police', [['Ada Reyes', 'ada@kcpd.org', 'police']]],
  [
    'formulas, which are texts',
    '=HYPERLINK("x"),+1\n@cmd,-2',
    [
      ['=HYPERLINK("x")', '+1'],
      ['@cmd', '-2'],
    ],
  ],
]

describe('a list as text', () => {
  for (const [what, text, rows] of texts) test(what, () => assert.deepEqual(readListText(text), rows))

  test('in the alphabets that spreadsheets save', async () => {
    const rows = [['Núñez', 'KCPD']]
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Núñez\tKCPD', 'utf16le')])
    for (const file of [bytes('Núñez,KCPD'), Buffer.from('Núñez,KCPD', 'latin1'), utf16])
      assert.deepEqual(await readListFile(new Uint8Array(file)), rows)
  })
})

const xml = '<?xml version="1.0" encoding="UTF-8"?>\n'
const workbook = (sheets = '<sheet name="Roster" sheetId="1" r:id="rId1"/>') =>
  `${xml}<workbook xmlns:r="http://x"><sheets>${sheets}</sheets></workbook>`
const relations = `${xml}<Relationships><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/><Relationship Target="/xl/worksheets/sheet2.xml" Type="t" Id='rId2'/></Relationships>`

/** A workbook as spreadsheets write it. */
const book = (rows: string, { shared = '', more = {} } = {}): Uint8Array =>
  zipSync({
    'xl/workbook.xml': strToU8(workbook()),
    'xl/_rels/workbook.xml.rels': strToU8(relations),
    'xl/worksheets/sheet1.xml': strToU8(`${xml}<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    ...(shared === '' ? {} : { 'xl/sharedStrings.xml': strToU8(`${xml}<sst>${shared}</sst>`) }),
    ...more,
  })
const row = (number: number, ...cells: string[]) =>
  `<row r="${number}">${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`

const refused = async (file: Uint8Array, reason: string, at?: number) =>
  assert.rejects(readListFile(file), (error) => {
    assert.ok(error instanceof UnreadableList, String(error))
    assert.deepEqual([error.reason, error.row], [reason, at])
    return true
  })

describe('a list as a workbook', () => {
  test('has texts of every kind, and numbers as they stand there', async () => {
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> Ada &amp; Co </t></is></c><c r="B3" s="2"><v>8.165550100E9</v></c><c r="C3" t="str"><f>HYPERLINK("x")</f><v>=1+1 &#x41;</v></c><c r="D3" t="b"><v>1</v></c><c r="E3" s="1"/><c r="F3"/></row>
<x:row xmlns:x="y" r="4"><x:c r="B4"><x:v>46000</x:v></x:c></x:row>`
    const shared =
      '<si><t>First name</t></si><si><r><t>Last </t></r><r><rPr/><t>name_x000A_or</t></r><rPh><t>spoken</t></rPh></si>'
    assert.deepEqual(await readListFile(book(rows, { shared })), [
      ['First name', '', 'Last name\nor'],
      [],
      ['Ada & Co', '8165550100', '=1+1 A', '1'],
      ['', '46000'],
    ])
  })

  test('is the first sheet that is not hidden', async () => {
    const sheets = '<sheet name="Old" state="hidden" r:id="rId1"/><sheet name="Roster" r:id="rId2"/>'
    const more = {
      'xl/workbook.xml': strToU8(workbook(sheets)),
      'xl/worksheets/sheet2.xml': strToU8(`<worksheet>${row(1, 'Ada')}</worksheet>`),
    }
    assert.deepEqual(await readListFile(book(row(1, 'Hidden'), { more })), [['Ada']])
  })

  test('is refused if it grows when it is unpacked, whatever it says of its size', async () => {
    const more = { 'xl/worksheets/sheet1.xml': [new Uint8Array(20 * 1024 * 1024), { level: 9 }] } as Zippable
    const file = book('', { more })
    assert.ok(file.length < importLimits.bytes)
    await refused(file, 'size')
    const lying = Buffer.from(book(row(1, 'Ada'), { shared: '<si/>'.repeat(20) }))
    // Its directory says that the first part has one byte.
    lying.writeUInt32LE(1, lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
    assert.deepEqual(await readListFile(lying), [['Ada']])
  })

  test('is refused if it declares entities, which could grow without end', async () => {
    const sheet = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>${row(1, '&b;')}</worksheet>`
    await refused(book('', { more: { 'xl/worksheets/sheet1.xml': strToU8(sheet) } }), 'broken')
    assert.deepEqual(await readListFile(book(row(1, '&b; &lt;'))), [['&b; <']])
  })

  test('is refused where it is cut off, or is something else', async () => {
    const whole = book(row(1, 'Ada'))
    for (const end of [5, 60, whole.length - 30]) await refused(whole.slice(0, end), 'broken')
    await refused(zipSync({ 'word/document.xml': strToU8('<x/>') }), 'kind')
    await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-excel')
    await refused(bytes('%PDF-1.7'), 'kind')
    await refused(new Uint8Array([65, 0, 0, 66]), 'kind')
    await refused(book('<row r="1"><c t="inlineStr"><is><t>Ada'), 'empty')
    await refused(book(`${row(2, 'Ada')}${row(1, 'Bob')}`), 'broken')
  })
})

describe('a list that is too large', () => {
  const { people, columns, cell } = importLimits
  test('is refused with the row at which it shows', async () => {
    await refused(bytes(''), 'empty')
    await refused(bytes(' \n,,\n'), 'empty')
    await refused(bytes('Ada\n'.repeat(people + 2)), 'people')
    await refused(bytes('\n'.repeat(10_001)), 'people', 10_001)
    await refused(bytes('<@>'.repeat(10_001)), 'people')
    assert.equal((await readListFile(bytes(`Ada${'\n'.repeat(9999)}`))).length, 1)
    await refused(bytes(`Ada\n${','.repeat(columns)}x`), 'columns', 2)
    await refused(bytes(`Ada,x\n\nBob,${'x'.repeat(cell + 1)}`), 'cell', 3)
    await refused(bytes(`${'x'.repeat(cell)}\n`.repeat(300)), 'characters')
    await refused(new Uint8Array(importLimits.bytes + 1).fill(65), 'size')
    await refused(book(row(1_048_576, 'Ada')), 'people', 1_048_576)
    await refused(book('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'columns', 1)
    assert.equal((await readListFile(bytes('Ada\n'.repeat(people + 1)))).length, people + 1)
  })

  test('is refused where a text is written with more characters than any that is kept', async () => {
    for (const written of ['_x0020_', '&#x20;', '&#32;']) {
      const text = written.repeat(20_000)
      await refused(book(row(1, text)), 'cell', 1)
      await refused(book('<row r="2"><c t="s"><v>0</v></c></row>', { shared: `<si><t>${text}</t></si>` }), 'cell', 2)
      // It is of another sheet.
      assert.deepEqual(await readListFile(book(row(1, 'Ada'), { shared: `<si><t>${text}</t></si>` })), [['Ada']])
    }
    const longest = 'x_x000A_&#x1F600;&amp;'.repeat(cell / 5)
    assert.deepEqual(await readListFile(book(row(1, longest))), [['x\n😀&'.repeat(cell / 5)]])
  })

  const units = [
    '"',
    '""',
    '"a\n',
    ',"',
    '"""x\n',
    '"\n@',
    '"\n""@',
    '@',
    'a@ ',
    '<',
    '<@>',
    'a <',
    'a',
    '\t',
    ', ',
    '\n',
  ]
  for (const unit of units)
    test(`is gone through once: ${JSON.stringify(unit)}`, () =>
      assertLinear((size) => {
        try {
          readListText(unit.repeat(Math.ceil(size / unit.length)))
        } catch (error) {
          if (!(error instanceof UnreadableList)) throw error
        }
      }, 1_000))

  for (const unit of ['<', '<!--', '<row', '<c/>', '<row/>', '&', '&#', '<t>', '<c r="A1"><v>1</v></c>'])
    test(`is gone through once: a sheet of ${unit}`, () =>
      assertLinear(
        (size) =>
          readListFile(book(unit.repeat(Math.ceil(size / unit.length)))).catch((error) => {
            if (!(error instanceof UnreadableList)) throw error
          }),
        1_000,
      ))

  for (const unit of ['<c/>', '<row/>', '<a>'])
    test(`lets others go on between the tags of a sheet: ${unit}`, () => {
      const made = new Map([50_000, 200_000].map((size) => [size, book(unit.repeat(size))]))
      return assertLinear(
        (size) => assert.rejects(readListFile(made.get(size) as Uint8Array), UnreadableList),
        50_000,
        150_000,
      )
    })

  for (const text of ['a', ' ', 'a b', '_x0020_', '\u200b'])
    test(`goes through a text once that all of its cells name: ${JSON.stringify(text)}`, () =>
      assertLinear((size) => {
        const cells = '<c t="s"><v>0</v></c>'.repeat(40)
        const rows = Array.from({ length: size / 40 }, (_, index) => `<row r="${index + 1}">${cells}</row>`)
        const shared = `<si><t>${text.repeat(size)}</t></si>`
        return readListFile(book(rows.join(''), { shared })).catch((error) => {
          if (!(error instanceof UnreadableList)) throw error
        })
      }, 2_000))

  for (const [what, rows] of [
    [
      'ends again and again',
      (size: number) => `<row r="1"><c t="str"><v>${'a'.repeat(size)}</v>${'</c>'.repeat(size)}`,
    ],
    ['never ends', (size: number) => `<row r="1"><c t="str">${'<v>a</v>'.repeat(size)}`],
  ] as const)
    test(`goes through a cell once that ${what}`, () =>
      assertLinear((size) => {
        const list = readListFile(book(`${rows(size)}</row>`))
        return list.catch((error) => {
          if (!(error instanceof UnreadableList)) throw error
        })
      }, 2_000))
})
