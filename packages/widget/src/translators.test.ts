import { expect } from '@open-wc/testing'
import { word } from './testing/fixtures.ts'
import { fillIn, partText, press, send, settle, show, textOf, type } from './testing/show.ts'

/**
 * Does to each text what translators do: another one, in two elements, in the place of the node.
 */
function translate(root: ShadowRoot) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts.filter(({ data, parentElement }) => data.trim() && parentElement?.localName !== 'font')) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')]
    inner.textContent = `[${text.data}]`
    outer.append(inner)
    text.replaceWith(outer)
  }
}

describe('a translator that puts its own elements in the place of texts', () => {
  it('does not make the error summary lie, nor the error at the field', async () => {
    const { element } = await show()
    await send(element)
    translate(element.renderRoot)
    expect(partText(element, 'summary')).to.contain(`[${word('error.givenName.required')}]`)
    type(element, 'givenName', 'Ada')
    type(element, 'familyName', 'Reyes')
    type(element, 'email', 'ada')
    await send(element)
    const links = [...element.renderRoot.querySelectorAll('[part=summary] a')].map((link) => link.textContent)
    expect(links[0]).to.equal(word('error.email'))
    expect(element.renderRoot.querySelector('#q-email-error')?.textContent).to.equal(word('error.email'))
    expect(textOf(element)).not.to.contain(word('error.givenName.required'))
    translate(element.renderRoot)
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    expect(textOf(element)).not.to.contain(word('error.email'))
  })

  it('leaves its texts where ours stay the same', async () => {
    const { element } = await show()
    translate(element.renderRoot)
    type(element, 'givenName', 'Ada')
    await element.updateComplete
    expect(partText(element, 'submit')).to.equal(`[${word('form.submit')}]`)
  })

  it('does not hold on to another language, nor to a label of before', async () => {
    const { element, server } = await show()
    translate(element.renderRoot)
    press(element, '[part~=language]')
    await settle(element)
    expect(partText(element, 'submit')).to.equal(word('form.submit', 'es'))
    expect(partText(element, 'questions')).not.to.contain('[')
    translate(element.renderRoot)
    await fillIn(element)
    server.register = () => new Promise(() => {})
    press(element)
    await element.updateComplete
    expect(partText(element, 'submit')).to.equal(word('form.sending', 'es'))
  })
})
