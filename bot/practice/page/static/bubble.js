// One message as Telegram shows it: a bubble, and the buttons under it.

import { el, marked } from "./dom.js";
import { say } from "./town.js";

const COLOURS = 6;

export function bubble(message, person, does) {
  if (message.service) return el("p", { class: "service" }, message.service);
  const own = message.from === person.id;
  const file = message.file ? attached(message.file) : null;
  const text = message.html ? el("div", { class: "text" }, ...marked(message.html, does.open)) : null;
  const kind = own ? "own" : message.from === "bot" ? "bot" : "other";
  const says = el(
    "div",
    { class: "says" },
    own ? null : el("span", { class: `who colour-${colour(message.from)}` }, message.name),
    file,
    text,
    foot(message),
  );
  const shown = el("article", { class: `message ${kind}` }, says, keyboard(message, does.press));
  if (message.protected) shown.classList.add("protected");
  return shown;
}

// Whether two states of one message look different.
export function unlike(before, after) {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function foot(message) {
  const edited = message.edits ? `${say("bewerkt")} ` : "";
  const lock = message.protected
    ? el("span", { role: "img", "aria-label": say("beschermd"), title: say("beschermd") }, "🔒")
    : null;
  return el("small", {}, lock, ` ${edited}${message.at}`);
}

function attached(file) {
  const address = `file/${encodeURIComponent(file.id)}`;
  if (file.picture) {
    const image = el("img", { src: address, alt: say("beeld", { name: file.name }) });
    return el("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, image);
  }
  const props = { class: "file", href: address, target: "_blank", rel: "noopener" };
  return el("a", props, `📎 ${say("bestand", { name: file.name })}`);
}

function keyboard(message, press) {
  if (!message.keyboard.length) return null;
  const rows = message.keyboard.map((row, place) =>
    el("div", { class: "row" }, ...row.map((button, column) => {
      const pressed = () => press(place, column, button.text);
      const arrow = button.link ? el("span", { class: "arrow", "aria-hidden": "true" }, "↗") : null;
      return el("button", { type: "button", onclick: pressed }, button.text, arrow);
    })),
  );
  return el("div", { class: "keyboard" }, ...rows);
}

function colour(from) {
  return from === "bot" ? 0 : 1 + (from % COLOURS);
}
