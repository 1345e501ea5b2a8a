// Pages from traces, made of the present files of report/page/ without building ./Application; and pages with
// another trace put into them.

import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {deflateRawSync, inflateRawSync} from 'node:zlib';

const parts = join(dirname(fileURLToPath(import.meta.url)), '../../../../report/page');
const part = (name) => readFileSync(join(parts, name), 'utf8');
const lines = (text) => text.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));

const attribute = (text) => text.replace(/[&"'<>]/g, (c) => `&#${c.charCodeAt(0)};`);
export const packed = (trace) => deflateRawSync(Buffer.from(trace, 'latin1'), {level: 9}).toString('base64');
const element = ([name, payload]) => `<script type="text/plain" class="trace" data-name="${attribute(name)}">${payload}</script>`;

// The page of `traces` [[name, text]].
export function pageOf(traces) { return pageOfPayloads(traces.map(([name, text]) => [name, packed(text)])); }

// The page of payloads [[name, base64]], which need not be valid.
export function pageOfPayloads(payloads) {
  const inserts = {
    styles: () => `<style>${lines(part('styles')).map(part).join('\n')}</style>`,
    scripts: () => `<script>${lines(part('scripts')).map(part).join('\n')}</script>`,
    traces: () => payloads.map(element).join('\n'),
  };
  return part('page.html').replace(/<!-- (styles|scripts|traces) -->/g, (_, name) => inserts[name]());
}

// The page of a sweep: its data, and the traces [[name, text]] that it has, at most one.
export function sweepPageOf(data, traces = []) {
  const packedData = deflateRawSync(Buffer.from(JSON.stringify(data), 'utf8'), {level: 9}).toString('base64');
  return pageOf(traces).replace('<body>', `<body data-kind="sweep">\n<script type="text/plain" class="sweep">${packedData}</script>`);
}

const sweepPayload = /<script type="text\/plain" class="sweep">([^<]*)<\/script>/;

// The data of a page of a sweep.
export const sweepIn = (html) => JSON.parse(inflateRawSync(Buffer.from(html.match(sweepPayload)[1], 'base64')).toString('utf8'));

const payload = /(<script type="text\/plain" class="trace" [^>]*>)([^<]*)(<\/script>)/g;

// The texts of the traces in a page.
export function tracesIn(html) {
  return [...html.matchAll(payload)].map((match) => inflateRawSync(Buffer.from(match[2], 'base64')).toString('latin1'));
}

// The page `html` with another payload for its first trace.
export function withPayload(html, base64) {
  let done = false;
  return html.replace(payload, (all, before, old, after) => (done ? all : ((done = true), before + base64 + after)));
}
