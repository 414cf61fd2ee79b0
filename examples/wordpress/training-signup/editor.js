// The block as editors see it: what to choose, and the form as visitors will see it.
;(({ blocks, blockEditor, components, element }, { host, partner, usual, trainings, fault, words }) => {
  const { createElement: create } = element
  const sized = { __nextHasNoMarginBottom: true, __next40pxDefaultSize: true }
  const known = new Map(trainings)
  const seriesNames = [...new Set(trainings.map(([, { series }]) => series).filter(Boolean))]
  const namesIn = (text) => text.split(',').filter(Boolean)

  const text = ({ attributes, setAttributes }, name, more) =>
    create(components.TextControl, {
      ...sized,
      key: name,
      value: attributes[name],
      onChange: (value) => setAttributes({ [name]: value.trim() }),
      ...more,
    })

  const choice = ({ attributes, setAttributes }, name, label, options) =>
    create(components.SelectControl, {
      ...sized,
      key: name,
      label,
      options,
      value: attributes[name],
      onChange: (value) => setAttributes({ [name]: value }),
    })

  /** One checkbox per training that is chosen or not over, or a text where no server answers. */
  function trainingFields(block) {
    const { attributes, setAttributes } = block
    if (trainings.length === 0) return [text(block, 'training', { label: words.training, help: words.named })]
    const chosen = namesIn(attributes.training)
    const choose = (slug, isChosen) => {
      const others = chosen.filter((one) => one !== slug)
      setAttributes({ training: (isChosen ? [...others, slug] : others).join(',') })
    }
    const offered = [...known].filter(([slug, { over }]) => !over || chosen.includes(slug))
    const boxes = [...offered, ...chosen.filter((slug) => !known.has(slug)).map((slug) => [slug])]
    return [
      create('p', { key: 'several' }, words.several),
      ...boxes.map(([slug, training]) =>
        create(components.CheckboxControl, {
          ...sized,
          key: slug,
          label: training?.title ?? slug,
          help: training?.when ?? words.unknown.replace('%s', slug),
          checked: chosen.includes(slug),
          onChange: (isChosen) => choose(slug, isChosen),
        }),
      ),
      seriesNames.length > 0 &&
        choice(block, 'series', words.series, [
          { label: words.none, value: '' },
          ...seriesNames.map((name) => ({ label: name, value: name })),
        ]),
    ]
  }

  const colorFields = ({ attributes, setAttributes }) =>
    create(blockEditor.PanelColorSettings, {
      title: words.colors,
      initialOpen: false,
      colorSettings: ['accent', 'onAccent', 'link'].map((name) => ({
        label: words[name],
        value: attributes[name] || undefined,
        disableCustomColors: false,
        // Only whole colors: what is partly transparent cannot be checked for contrast.
        onChange: (color = '') => setAttributes({ [name]: color.slice(0, 7) }),
      })),
    })

  const settings = (block) =>
    create(
      blockEditor.InspectorControls,
      null,
      create(components.PanelBody, { title: words.training }, ...trainingFields(block)),
      create(
        components.PanelBody,
        { title: words.options },
        text(block, 'partner', { label: words.partner, help: words.usual, placeholder: partner }),
        choice(block, 'lang', words.lang, [
          { label: words.auto, value: '' },
          { label: 'English', value: 'en' },
          { label: 'Español', value: 'es' },
        ]),
        choice(block, 'details', words.details, [
          { label: words.full, value: '' },
          { label: words.brief, value: 'brief' },
          { label: words.only, value: 'none' },
        ]),
        text(block, 'exitUrl', { label: words.exit, help: words.exitHelp, type: 'url' }),
      ),
      colorFields(block),
    )

  /** Returns the address of the form in a frame. Without a partner, because editors are no visitors of its page. */
  function frameOf(slug, { lang, details, accent, onAccent }) {
    const values = { lang, details, accent, onAccent: accent && onAccent }
    const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value))
    return `${host}/t/${slug}/frame?${query}`
  }

  function preview({ attributes }) {
    const { training, series } = attributes
    const chosen = series
      ? trainings.filter(([, one]) => one.series === series).map(([slug]) => slug)
      : namesIn(training || usual)
    const unknown = chosen.find((slug) => known.size > 0 && !known.has(slug))
    const problem = fault || (unknown && words.unknown.replace('%s', unknown))
    if (problem || chosen.length === 0)
      return create(components.Placeholder, { label: words.title, instructions: problem || words.choose })
    return [
      chosen.length > 1 && create('p', { key: 'first' }, words.first),
      // Nothing can be typed into it: it is the real form, and a click selects the block.
      create('iframe', {
        key: 'frame',
        src: frameOf(chosen[0], attributes),
        title: words.preview,
        tabIndex: -1,
        style: { width: '100%', height: '45rem', border: 0, pointerEvents: 'none' },
      }),
    ]
  }

  const edit = (block) =>
    create(element.Fragment, null, settings(block), create('div', blockEditor.useBlockProps(), preview(block)))

  blocks.registerBlockType('training-signup/training-signup', { edit, save: () => null })
})(window.wp, window.trainingSignup)
