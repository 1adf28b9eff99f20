// Old WeChat engines read the style too: what they do not know may only be an enhancement, and
// stands here with what becomes of it there.
export default {
  plugins: ['stylelint-no-unsupported-browser-features'],
  rules: {
    'plugin/no-unsupported-browser-features': [true, {
      browsers: ['chrome 80', 'safari 13', 'ios_saf 13'],
      ignorePartialSupport: true,
      ignore: [
        // Without it the focus has the browser's own ring.
        'css-focus-visible',
        // One name of several in the list of fonts.
        'extended-system-fonts',
        // Safari prints with the margins of its dialogue.
        'css-paged-media',
      ],
    }],
  },
};
