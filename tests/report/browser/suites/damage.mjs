// A page whose trace cannot be read says so; it is neither blank nor does it fail silently.
import {readFileSync} from 'node:fs';
import {check, equal, note, test} from '../support/harness.mjs';
import {packed, withPayload} from '../support/pages.mjs';

async function refusalOf(context, payload) {
  const html = withPayload(readFileSync(context.run('course').html, 'utf8'), payload);
  const {page, complaints, ready} = await context.openText(html);
  const alerts = await page.$$eval('[role=alert]', (list) => list.filter((e) => e.checkVisibility()).map((e) => e.textContent.trim()));
  await page.close();
  return {ready, complaints, alerts: alerts.filter(Boolean)};
}

test('damage: the page shows why its trace cannot be read', async (context) => {
  const {text} = context.run('made-up');
  const half = text.slice(0, text.length / 2);
  const payload = packed(text);
  const cases = {
    'no payload': '', 'no base64': '!!!!<', 'no deflate': Buffer.from('hello world').toString('base64'),
    'payload cut off': payload.slice(0, payload.length / 2 - (payload.length / 2) % 4), 'trace cut off': packed(half), 'empty trace': packed(''),
    'a byte changed': packed(text.replace('\nt 7\n', '\nt 8\n')), 'another version': packed(text.replace('kvtrace 2', 'kvtrace 3')),
    'no trace': packed('<script>window.harm=1</script>\n'), 'no end': packed(text.replace(/end\n$/, '')),
  };
  for (const [name, damaged] of Object.entries(cases)) {
    const {ready, complaints, alerts} = await refusalOf(context, damaged.replace(/</g, ''));
    equal(ready, false, `${name}: the page's state`);
    check(alerts.length === 1 && alerts[0].length > 20, `${name}: the page says ${JSON.stringify(alerts)}`);
    equal(complaints.filter((complaint) => complaint.startsWith('uncaught')), [], `${name}: uncaught errors`);
    check(alerts[0].includes('create.conf') && !/Failed to|TypeError|ReferenceError|undefined/.test(alerts[0]), `${name}: the page says ${alerts[0]}`);
    note(`${name}: ${alerts[0].slice(0, 140)}`);
  }
});
