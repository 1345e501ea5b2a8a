// Safe builders of page elements, and what every picture needs. Text from a trace reaches the page only
// as text nodes and attribute values made here: never as HTML, script, URL or CSS.
'use strict';
(function (KV) {
  const SVG = 'http://www.w3.org/2000/svg';
  // Attributes that a browser would load from, run or send to.
  const FORBIDDEN = new Set(['src', 'srcdoc', 'srcset', 'action', 'formaction', 'xlink:href', 'data']);

  function setAttribute(node, name, value) {
    if (value === undefined || value === null || value === false) return;
    if (typeof value === 'function') {
      node.addEventListener(name.replace(/^on/, ''), value);
    } else if (name === 'style') {
      for (const [property, text] of Object.entries(value)) node.style.setProperty(property, text);
    } else if (name === 'dataset') {
      for (const [key, text] of Object.entries(value)) node.dataset[key] = text;
    } else if (/^on/i.test(name) || FORBIDDEN.has(name.toLowerCase())) {
      throw new Error('attribute ' + name + ' is not allowed');
    } else if (name.toLowerCase() === 'href' && !String(value).startsWith('#')) {
      throw new Error('a link may lead to a place on this page only');
    } else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'hidden') {
      node[name] = value;
    } else {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }

  function append(node, children) {
    for (const child of children) {
      if (child === undefined || child === null || child === false) continue;
      if (Array.isArray(child)) append(node, child);
      else node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }

  function fill(node, attributes, children) {
    append(node, children);
    for (const [name, value] of Object.entries(attributes || {})) setAttribute(node, name, value);
    return node;
  }

  // An HTML element. Attributes: `onclick: function`, `style: {property: text}`, `dataset: {}`, else text;
  // false and undefined ones are left out. Children: nodes, text, arrays of them; empty ones are left out.
  KV.el = function (tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
  };

  // A link to another page of the same folder, whose name report/ has made: it can be no other kind of address.
  KV.pageLink = function (file, text) {
    const link = KV.el('a', {}, text);
    if (/^[A-Za-z0-9_-]+\.html$/.test(file)) link.setAttribute('href', file);
    return link;
  };

  // The same for an SVG element.
  KV.svg = function (tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  };

  KV.clear = function (node) {
    node.replaceChildren();
    return node;
  };

  // Replaces what `node` holds.
  KV.put = function (node, ...children) {
    node.replaceChildren();
    append(node, children);
    return node;
  };

  // Text that only a screen reader tells.
  KV.hiddenText = function (...children) {
    return KV.el('span', {class: 'visually-hidden'}, ...children);
  };

  KV.button = function (label, action, attributes) {
    return KV.el('button', {type: 'button', onclick: action, ...attributes}, label);
  };

  KV.plural = function (count, noun) {
    return KV.number(count) + ' ' + noun + (count === 1 ? '' : 's');
  };

  // 12345 -> "12,345", the same on every machine.
  KV.number = function (value) {
    const text = Number.isInteger(value) ? String(value) : String(Math.round(value * 100) / 100);
    const [whole, part] = text.split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    return part === undefined ? grouped : grouped + '.' + part;
  };

  KV.clamp = function (value, low, high) {
    return Math.max(low, Math.min(high, value));
  };

  // The first of the ascending `values` that is >= `wanted`, as an index; their number if there is none.
  KV.lowerBound = function (values, wanted) {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  let colours = new Map();

  // The value of the style's variable `--name` in the current theme, for canvases.
  KV.colour = function (name) {
    let colour = colours.get(name);
    if (colour === undefined) {
      colour = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim() || '#888';
      colours.set(name, colour);
    }
    return colour;
  };

  // ---- Light and dark.

  const system = window.matchMedia('(prefers-color-scheme: dark)');
  let wantedTheme = '';

  function applyTheme() {
    document.documentElement.dataset.theme = wantedTheme || (system.matches ? 'dark' : 'light');
    colours = new Map();
  }

  // 'light', 'dark', or '' for that of the system.
  KV.setTheme = function (theme) {
    wantedTheme = theme;
    applyTheme();
  };

  // Calls `redraw` after the system has changed its theme.
  KV.onSystemTheme = (redraw) => system.addEventListener('change', redraw);
  KV.onSystemTheme(applyTheme);
  applyTheme();

  // Gives the canvas one device pixel for each of the screen's. Returns its context, in CSS pixels, empty.
  KV.fitCanvas = function (canvas, width, height) {
    const scale = window.devicePixelRatio || 1;
    const wide = Math.max(1, Math.round(width * scale));
    const high = Math.max(1, Math.round(height * scale));
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    canvas.style.width = width + 'px';
    canvas.style.height = height + 'px';
    const context = canvas.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  };

  KV.FONT = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif';

  KV.prefersStill = function () {
    return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  };
})((globalThis.KV = globalThis.KV || {}));
