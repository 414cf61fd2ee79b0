// The block as editors see it: two fields. What visitors see is made by the server.
;(({ blocks, blockEditor, components, element, i18n }) => {
  const { createElement } = element
  const { __ } = i18n

  const field = ({ attributes, setAttributes }, name, label, help) =>
    createElement(components.TextControl, {
      label,
      help,
      value: attributes[name],
      onChange: (value) => setAttributes({ [name]: value }),
      __nextHasNoMarginBottom: true,
      __next40pxDefaultSize: true,
    })

  const edit = (block) =>
    createElement(
      'div',
      blockEditor.useBlockProps(),
      createElement(
        components.Placeholder,
        {
          label: __('Training sign-up', 'training-signup'),
          instructions: __('Visitors see the form here.', 'training-signup'),
        },
        field(
          block,
          'training',
          __('Training', 'training-signup'),
          __('Like first-responders. Leave blank to use the one in the settings', 'training-signup'),
        ),
        field(
          block,
          'partner',
          __('Partner', 'training-signup'),
          __('Your short name, from the organizer', 'training-signup'),
        ),
      ),
    )

  blocks.registerBlockType('training-signup/training-signup', { edit, save: () => null })
})(window.wp)
