import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { assertLinear } from '../../testing/traces/count-work.ts'
import { readTags } from './read-tags.ts'
import { readTagsApart } from './read-tags-apart.ts'

const found = (html: string) => readTags(html).map(({ name, attributes }) => [name, Object.fromEntries(attributes)])

describe('the tags of a page', () => {
  test('are read as a browser reads them', () => {
    for (const [html, ...expected] of [
      ['<TRAINING-SIGNUP Training=one partner=\'a&amp;b\' training="two">', { training: 'one', partner: 'a&b' }],
      ['<training-signup\n\ttraining = "a>b" class=x hidden/>', { training: 'a>b' }],
      ['<div data-training-signup data-training=one id=x>', { 'data-training-signup': '', 'data-training': 'one' }],
      ['<script src="/embed/v1/x.js"></script><script src=/other.js></script>', { src: '/embed/v1/x.js' }],
      ['<script>"<training-signup>"</script><!-- <training-signup> --><title><training-signup></title>'],
      ['<noscript><training-signup></noscript><template><template></template><training-signup></template>'],
      ['<noscript></noscript><template></template></template><training-signup training=one>', { training: 'one' }],
      ['<training-signup training="never ends'],
    ] as [string, ...object[]][])
      assert.deepEqual(
        found(html).map(([, attributes]) => attributes),
        expected,
        html,
      )
  })

  const pages: [string, (size: number) => string][] = [
    ['attributes in one tag', (size) => `<training-signup ${rows(size, (at) => `a${at}`)}>`],
    ['the same attribute', (size) => `<training-signup ${rows(size, () => 'training=a')}>`],
    ['nested elements', (size) => rows(size, () => '<div>')],
    ['formatting that is opened again', (size) => `<p>${rows(size, () => '<b x=i>')}${rows(size, () => '<p>x')}`],
    ['line breaks', (size) => rows(size, () => '<br>')],
    ['forms', (size) => rows(size, () => '<training-signup training=a>')],
    ['frames in templates', (size) => rows(size, () => '<template><iframe src=/t/a/frame>')],
    ['a long name', (size) => `<${'a'.repeat(4 * size)} ${'b'.repeat(4 * size)}=1>`],
    ['a long value', (size) => `<training-signup training="${'a,'.repeat(4 * size)}">`],
    ['an open quote', (size) => rows(size, () => '<a b="')],
    ['open comments', (size) => rows(size, () => '<!--')],
    ['ends of comments', (size) => `<!--${rows(size, () => '--!')}`],
    ['open tags', (size) => rows(size, () => '<a')],
    ['open scripts', (size) => rows(size, () => '<script></scrip')],
    ['signs of entities', (size) => `<training-signup training="${rows(size, () => '&am&#x9')}">`],
    ['entities', (size) => `<training-signup training="${rows(size, () => '&amp;')}">&lt;`],
    ['closing tags', (size) => rows(size, () => '</noscript>')],
    ['declarations', (size) => rows(size, () => '<!doctype <![CDATA[')],
  ]
  const rows = (size: number, one: (at: number) => string) => Array.from({ length: size }, (_, at) => one(at)).join(' ')

  for (const [name, page] of pages)
    test(`take four times the steps for four times as many: ${name}`, async () => {
      await assertLinear((size) => readTags(page(size)), 2_000)
      const tags = readTags(page(20_000))
      assert.ok(tags.length <= 200 && JSON.stringify(tags.map(({ attributes }) => [...attributes])).length < 600_000)
    })

  test('are read in a thread that can use up its memory or time without the server', async () => {
    const html = '<training-signup training=one>'
    assert.deepEqual(await readTagsApart(html), readTags(html))
    for (const [program, patienceMs] of [
      ['const all = []; for (;;) all.push(new Array(100_000).fill(0))', 60_000],
      ['for (;;) ;', 100],
      ['process.exit(1)', 60_000],
    ] as const)
      assert.equal(
        await readTagsApart(html, { program: new URL(`data:text/javascript,${program}`), patienceMs }),
        undefined,
        program,
      )
  })
})
