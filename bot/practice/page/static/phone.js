// One person's phone: the chats, the messages of the open one, and what can be pressed and typed.

import { el } from "./dom.js";
import { bubble, unlike } from "./bubble.js";
import { act, say, town, unreadOf } from "./town.js";

const TOAST_MS = 7000;
const EAGER_MS = 4000; // so long after an own act what comes is brought into view
const NEAR = 90; // pixels from the end that still count as looking at the newest

export class Phone {
  constructor(person) {
    this.person = person;
    this.open = Number(sessionStorage.getItem(`open ${person.part}`)) || person.id;
    this.shown = new Map();
    this.build();
  }

  build() {
    const name = `name-${this.person.part}`;
    this.state = el("p", { class: "state" });
    this.tabs = el("div", { class: "chats", role: "group", "aria-label": this.person.name });
    this.pin = el("button", { class: "pin", type: "button", hidden: true, onclick: () => this.toPin() });
    this.log = el("div", {
      class: "log", role: "log", tabindex: "0", title: say("toetsen"),
      "aria-keyshortcuts": "Enter PageUp PageDown", onkeydown: (event) => this.leaps(event),
    });
    // whoever scrolls is reading: what comes then does not take that away
    for (const by of ["keydown", "wheel", "touchmove"]) {
      this.log.addEventListener(by, () => (this.eagerUntil = 0), { passive: true });
    }
    this.toast = el("div", { class: "toast", role: "status" });
    this.field = el("input", {
      "aria-label": `${say("schrijf")} (${this.person.name})`,
      placeholder: say("schrijf"),
      autocomplete: "off",
      maxlength: "4096",
    });
    const form = el(
      "form",
      { class: "write", onsubmit: (event) => this.sends(event) },
      this.field,
      el("button", { type: "submit", "aria-label": say("stuur") }, "➤"),
    );
    this.keys = el("div", { class: "keys" });
    this.element = el(
      "section",
      { class: "phone", id: `phone-${this.person.part}`, "aria-labelledby": name },
      el("header", {}, el("h2", { id: name, tabindex: "-1" }, this.person.name), this.state),
      this.tabs, this.pin, this.log, this.toast, form, this.keys,
    );
  }

  // What is known of the person has changed: the chats, the keyboard, the block.
  becomes(person) {
    this.person = person;
    if (!person.chats.includes(this.open)) this.goes(person.id);
    const said = [say("tikken", { n: person.taps })];
    if (person.blocked) said.push(say("blokkade"));
    this.state.textContent = said.join(" · ");
    this.element.classList.toggle("blocked", person.blocked);
    this.drawTabs();
    const keys = this.open === person.id ? person.keys.flat() : [];
    if (keys.join() !== this.keysShown) {
      const focused = this.keys.contains(document.activeElement);
      this.keysShown = keys.join();
      this.keys.replaceChildren(...keys.map((key) => this.key(key)));
      if (focused) (this.keys.firstChild ?? this.field).focus();
    }
    this.drawPin();
    this.label();
  }

  label() {
    this.log.setAttribute("aria-label", say("berichten", { chat: this.title(this.open) }));
  }

  key(text) {
    return el("button", { type: "button", onclick: () => this.types(text, true) }, text);
  }

  title(chat) {
    return chat === this.person.id ? say("prive") : (town.chats[chat]?.title ?? "");
  }

  drawTabs() {
    const drawn = this.person.chats.map((chat) => `${chat}:${unreadOf(this.person.id, chat).size}`);
    const asks = [...drawn, this.open].join();
    if (asks === this.tabsShown) return;
    this.tabsShown = asks;
    const focused = [...this.tabs.children].indexOf(document.activeElement);
    this.tabs.replaceChildren(...this.person.chats.map((chat) => this.tab(chat)));
    if (focused >= 0) this.tabs.children[focused]?.focus();
  }

  tab(chat) {
    const unread = unreadOf(this.person.id, chat).size;
    const count = unread
      ? el("span", { class: "count", "aria-label": say("ongelezen", { n: unread }) }, String(unread))
      : null;
    const open = chat === this.open;
    const props = { type: "button", "aria-pressed": String(open), onclick: () => this.goes(chat) };
    return el("button", props, this.title(chat), count);
  }

  goes(chat) {
    this.open = chat;
    sessionStorage.setItem(`open ${this.person.part}`, chat);
    unreadOf(this.person.id, chat).clear();
    this.keysShown = null;
    this.redraw();
    this.becomes(this.person);
    this.element.dispatchEvent(new CustomEvent("seen", { bubbles: true }));
  }

  redraw() {
    const focused = this.log.contains(document.activeElement);
    this.shown.clear();
    this.log.replaceChildren();
    const held = [...(town.messages.get(this.open)?.values() ?? [])];
    for (const message of held.sort((a, b) => a.id - b.id)) this.put(message);
    if (!held.length) this.log.append(el("p", { class: "empty" }, say("leeg")));
    this.drawPin();
    this.log.scrollTop = this.log.scrollHeight;
    if (focused) this.log.focus();
  }

  // A message of the open chat is new, was changed or is gone.
  hears(message) {
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
    if (message.gone) {
      this.removes(message.id);
    } else {
      this.log.querySelector(".empty")?.remove();
      this.put(message, true);
    }
    this.drawPin();
    if (near || performance.now() < this.eagerUntil) this.reveals(this.shown.get(message.id)?.element);
    this.log.querySelector(":focus-visible")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // With the keys alone: Enter goes to the newest buttons, PageUp and PageDown to those of another message.
  leaps(event) {
    const asking = [...this.log.children].filter((one) => one.querySelector(".keyboard"));
    const here = asking.findIndex((one) => one.contains(document.activeElement));
    const steps = { PageUp: -1, PageDown: 1 }[event.key];
    const inLog = document.activeElement === this.log;
    const wanted = here >= 0 && steps ? here + steps : inLog && event.key === "Enter" ? asking.length - 1 : -1;
    const button = asking[wanted]?.querySelector(".keyboard button");
    if (!button) return;
    event.preventDefault();
    button.focus();
  }

  // The end of the chat; of a message that is taller than the screen its beginning.
  reveals(element) {
    const tall = element && element.offsetHeight > this.log.clientHeight;
    const top = tall ? element.offsetTop - this.log.offsetTop : this.log.scrollHeight;
    this.log.scrollTop = top;
  }

  removes(id) {
    const element = this.shown.get(id)?.element;
    const focused = element?.contains(document.activeElement);
    element?.remove();
    this.shown.delete(id);
    if (focused) this.log.focus();
  }

  put(message, fresh = false) {
    const before = this.shown.get(message.id);
    if (before && !unlike(before.message, message)) return;
    const element = bubble(message, this.person, {
      press: (row, column, label) => this.presses(message, row, column, label),
      open: (link) => this.follows(link),
    });
    if (before) this.replace(before.element, element, before.message.edits !== message.edits);
    else this.place(message.id, element, fresh);
    this.shown.set(message.id, { message, element });
  }

  replace(old, element, edited) {
    const buttons = [...old.querySelectorAll("button, a")];
    const focused = buttons.indexOf(document.activeElement);
    old.replaceWith(element);
    if (edited) element.classList.add("flash");
    if (focused < 0) return;
    const now = [...element.querySelectorAll("button, a")];
    (now[Math.min(focused, now.length - 1)] ?? this.log).focus();
  }

  place(id, element, fresh) {
    const after = [...this.shown.entries()].filter(([other]) => other > id);
    const next = after.sort(([a], [b]) => a - b)[0]?.[1].element ?? null;
    this.log.insertBefore(element, next);
    if (fresh) element.classList.add("new");
  }

  drawPin() {
    const pinned = town.chats[this.open]?.pinned ?? [];
    this.pinned = town.messages.get(this.open)?.get(pinned.at(-1));
    this.pin.hidden = !this.pinned;
    if (this.pinned) this.pin.textContent = `📌 ${plain(this.pinned.html)}`;
  }

  toPin() {
    this.shown.get(this.pinned?.id)?.element.scrollIntoView({ block: "nearest" });
  }

  async presses(message, row, column, label) {
    this.eagerUntil = performance.now() + EAGER_MS;
    const what = { chat: message.chat, message: message.id, row, column, label };
    const told = await act({ do: "press", phone: this.person.id, ...what });
    if (told?.goes) this.goes(told.goes);
  }

  async follows(link) {
    if (link.startsWith("/")) return this.types(link, false);
    const told = await act({ do: "open", phone: this.person.id, link });
    if (told?.goes) this.goes(told.goes);
  }

  async sends(event) {
    event.preventDefault();
    const text = this.field.value;
    if (await this.types(text, false)) this.field.value = "";
  }

  types(text, key) {
    this.eagerUntil = performance.now() + EAGER_MS;
    return act({ do: "type", phone: this.person.id, chat: this.open, text, key });
  }

  says(text, alert) {
    clearTimeout(this.toasting);
    this.toast.textContent = text;
    this.toast.classList.toggle("on", Boolean(text));
    this.toasting = setTimeout(() => this.says("", false), alert ? 3 * TOAST_MS : TOAST_MS);
  }
}

function plain(html) {
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
  return text.split("\n")[0];
}
