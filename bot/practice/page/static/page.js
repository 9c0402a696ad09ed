// Puts the page together, and hands every piece of news to the part that shows it.

import { el } from "./dom.js";
import { buildBar, drawBar, drawLesson, drawTimeline } from "./panel.js";
import { Phone } from "./phone.js";
import { learn, listen, onComplaint, say, take, town, unreadOf } from "./town.js";

const NOTICE_MS = 8000;
const place = document.getElementById("phones");
const who = document.getElementById("who");
const notice = document.getElementById("notice");
const phones = new Map();
let silence;

function complain(text, stays = false) {
  clearTimeout(silence);
  notice.textContent = text;
  notice.hidden = !text;
  if (text && !stays) silence = setTimeout(() => complain(""), NOTICE_MS);
}

function hearsMessages({ whole, messages }) {
  if (whole) town.messages.clear();
  for (const message of messages) take(message);
  for (const phone of phones.values()) {
    if (whole) phone.redraw();
    else messages.forEach((message) => tells(phone, message));
    phone.drawTabs();
  }
  drawWho();
}

function tells(phone, message) {
  if (message.chat === phone.open) return phone.hears(message);
  if (!phone.person.chats.includes(message.chat)) return;
  const unread = unreadOf(phone.person.id, message.chat);
  if (message.gone) unread.delete(message.id);
  else if (message.from !== phone.person.id && !message.edits && !message.service) unread.add(message.id);
}

function hearsTown(told) {
  Object.assign(town, told);
  town.clock.now = told.now;
  town.clock.heard = performance.now();
  for (const person of told.people) {
    if (!phones.has(person.part)) {
      const phone = new Phone(person);
      phones.set(person.part, phone);
      place.append(phone.element);
      phone.redraw();
    }
    phones.get(person.part).becomes(person);
  }
  drawBar();
  drawWho();
}

function drawWho() {
  const wanted = [...phones.values()].map((phone) => {
    const unread = phone.person.chats.reduce((sum, chat) => sum + unreadOf(phone.person.id, chat).size, 0);
    return { phone, unread };
  });
  const asks = wanted.map((one) => `${one.phone.person.name}${one.unread}`).join();
  if (asks === who.dataset.shown) return;
  who.dataset.shown = asks;
  const focused = [...who.children].indexOf(document.activeElement);
  who.replaceChildren(...wanted.map(({ phone, unread }) => {
    const count = unread
      ? el("span", { class: "count", "aria-label": say("ongelezen", { n: unread }) }, String(unread))
      : null;
    return el("button", { type: "button", onclick: () => shows(phone) }, phone.person.name, count);
  }));
  if (focused >= 0) who.children[focused]?.focus();
}

function shows(phone) {
  phone.element.scrollIntoView({ block: "nearest", inline: "start" });
  phone.element.querySelector("h2").focus({ preventScroll: true });
}

async function begin() {
  await learn();
  document.getElementById("skip").textContent = say("naar_telefoons");
  place.setAttribute("aria-label", say("telefoons"));
  who.setAttribute("aria-label", say("kies"));
  document.getElementById("lesson").setAttribute("aria-label", say("les"));
  place.addEventListener("seen", drawWho);
  onComplaint(complain);
  buildBar();
  drawTimeline();
  listen({
    messages: hearsMessages,
    town: hearsTown,
    timeline: drawTimeline,
    lesson: drawLesson,
    toast: ({ phone, text, alert }) => {
      const whose = [...phones.values()].find((one) => one.person.id === phone);
      whose?.says(text, alert);
    },
    connected: (is) => complain(is ? "" : say("geen_verbinding"), !is),
  });
}

begin();
