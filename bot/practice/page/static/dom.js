// Makes elements; what was said is always text, never markup.

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

// Draws a part anew: the focus stays on what bears the same key, or else goes to the first of them.
export function redraw(where, children) {
  const focused = where.contains(document.activeElement) ? document.activeElement : null;
  where.replaceChildren(...children.filter(Boolean));
  if (!focused) return;
  const keyed = [...where.querySelectorAll("[data-key]")];
  (keyed.find((one) => one.dataset.key === focused.dataset.key) ?? keyed[0])?.focus();
}

const MARKS = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);

// Telegram's marks as elements; a link calls `open`, whatever else was in it becomes its text.
export function marked(html, open) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((one) => kept(one, open));
}

function kept(node, open) {
  if (node.nodeType === Node.TEXT_NODE) return withLinks(node.data, open);
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const children = [...node.childNodes].map((one) => kept(one, open));
  if (node.tagName === "A") return link(node.getAttribute("href") ?? "", children, open);
  return el(MARKS.has(node.tagName) ? node.tagName.toLowerCase() : "span", {}, ...children);
}

function link(href, children, open) {
  if (!href.startsWith("https://t.me/")) return el("span", {}, ...children);
  return pressed(href, children, open);
}

function pressed(href, children, open) {
  return el("button", { class: "link", type: "button", onclick: () => open(href) }, ...children);
}

// An address or a command that stands in a text can be pressed too, as on any phone.
function withLinks(text, open) {
  const parts = text.split(/(https:\/\/t\.me\/\S+|(?<![\w/])\/[a-z]{2,20}(?![\w/]))/);
  if (parts.length === 1) return text;
  const made = parts.map((part, place) => (place % 2 ? pressed(part, [part], open) : part));
  return el("span", {}, ...made);
}
