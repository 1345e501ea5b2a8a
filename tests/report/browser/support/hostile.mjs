// Texts that would do harm if a page took them for anything but text. Each that runs script sets
// `window.harm`.

const bytes = (...list) => Buffer.from(list);

export const hostileTexts = [
  '<script>window.harm=1</script>',
  '</script><script>window.harm=2</script>',
  '<!--<script>',
  '"><img src=x onerror=window.harm=3>',
  "'><svg onload=window.harm=4>",
  'javascript:window.harm=5',
  '${window.harm=6}`',
  '{{scripts}} {{style}} {{traces}}',
  '__proto__',
  'constructor',
  'toString',
  '&lt;b&gt;&amp;&#x3c;',
  'red;}body{display:none}',
  'url(https://example.invalid/x.png)',
  'https://example.invalid/',
  '%3Cscript%3E&key=1#t=5&peer=2',
  '=HYPERLINK("https://example.invalid")',
  '\u202Eoverride\u202C and \u2066isolate\u2069',
  'zero\u200Bwidth\uFEFF',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 combining',
  'grüße 鍵 🗝',
  bytes(0),
  bytes(97, 0, 98, 13, 10, 9, 27, 91, 51, 49, 109, 127),
  bytes(0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80),
  '',
  ' ',
  '-',
  '#',
  '\\x41 "quoted" \\',
  'a'.repeat(5000),
];

// Options of a made-up run with nothing but hostile texts.
export const hostileRun = {
  seed: 7, peers: 4, ticks: 60, operations: 60, keys: hostileTexts, values: hostileTexts, texts: hostileTexts,
  notes: hostileTexts, faults: hostileTexts, conf: '</title><script>window.harm=7</script>.conf',
  replay: './Application \'</script><script>window.harm=8</script>.conf\' --seed 7',
  sources: [['nodes', '"><img src=x onerror=window.harm=9>'], ['submission', '</script><svg/onload=window.harm=10>']],
};
