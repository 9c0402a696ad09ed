// What is above and below the phones: the clock, the trouble, the exercises, the timeline.

import { el, redraw } from "./dom.js";
import { act, now, say, town } from "./town.js";

const bar = document.getElementById("bar");
const lesson = document.getElementById("lesson");
const timeline = document.getElementById("timeline");
const faults = {};
let face, rates, restart, told = { alerts: [] };

function button(text, what) {
  return el("button", { type: "button", onclick: () => act(what) }, text);
}

export function buildBar() {
  face = el("output", { class: "face", "aria-label": say("klok") });
  rates = ["stop", "loop", "snel"].map((key) => {
    const one = button(say(key), { do: "clock", to: { stop: "stop", loop: "run", snel: "fast" }[key] });
    one.dataset.rate = { stop: 0, loop: 1, snel: 60 }[key];
    return one;
  });
  const jumps = [["tien", "ten"], ["volgende", "next"], ["vrijdag", "friday"], ["nacht", "night"]];
  restart = button(say("herstart"), { do: "restart" });
  const tools = el(
    "div", { class: "tools" },
    el(
      "div", { class: "group", role: "group", "aria-label": say("klok") },
      ...rates, ...jumps.map(([key, to]) => button(say(key), { do: "clock", to })),
    ),
    el(
      "div", { class: "group", role: "group", "aria-label": say("storing") },
      ...["away", "blocked", "double"].map(fault), restart,
    ),
  );
  bar.replaceChildren(
    el("div", { class: "title" }, el("h1", {}, say("kop")), el("p", {}, say("uitleg")), face),
    el("details", { open: !matchMedia("(max-width: 30rem)").matches }, el("summary", {}, say("knoppen")), tools),
  );
  setInterval(tick, 500);
}

const FAULT = { away: "weg", blocked: "geblokkeerd", double: "dubbel" };

function fault(name) {
  const flip = () => act({ do: "fault", name, on: !town.faults[name] });
  faults[name] = el("button", { type: "button", class: "switch", onclick: flip }, say(FAULT[name]));
  return faults[name];
}

export function drawBar() {
  for (const [name, one] of Object.entries(faults)) {
    one.setAttribute("aria-pressed", String(Boolean(town.faults[name])));
  }
  for (const one of rates) {
    one.setAttribute("aria-pressed", String(Number(one.dataset.rate) === town.clock.rate));
  }
  restart.setAttribute("aria-disabled", String(town.restarting)); // disabled it would lose the focus
  restart.textContent = say(town.restarting ? "herstart_bezig" : "herstart");
  tick();
}

const form = new Intl.DateTimeFormat(document.documentElement.lang, {
  timeZone: "Europe/Amsterdam", weekday: "short", day: "numeric", month: "long",
  hour: "2-digit", minute: "2-digit", second: "2-digit",
});

function tick() {
  if (town.clock.now === undefined) return;
  face.textContent = form.format(new Date(now() * 1000));
  for (const one of timeline.querySelectorAll("[data-asked]")) {
    const minutes = Math.max(0, Math.floor((now() - Number(one.dataset.asked)) / 60));
    one.textContent = say("sinds", { n: minutes });
  }
}

export function drawTimeline(fresh = told) {
  told = fresh;
  const list = told.alerts.length
    ? told.alerts.map((one) => alert(one))
    : [el("p", { class: "empty" }, say("niets"))];
  const where = timeline.querySelector(".line")?.scrollTop ?? 0;
  redraw(timeline, [el("h2", {}, say("tijdlijn")), ...list]);
  const line = timeline.querySelector(".line");
  if (line) line.scrollTop = where || line.scrollHeight;
  tick();
}

const chosen = new Map(); // of each alert whether somebody opened or closed it

function alert(one) {
  const open = chosen.get(one.id) ?? false;
  const head = el(
    "summary", { "data-key": one.id, onclick: () => chosen.set(one.id, !head.parentElement.open) },
    el("strong", {}, one.id), one.drill ? ` (${say("oefening")})` : null, ` · ${one.phase} · `,
    took(one), last(one), one.next ? ` · ${say("daarna", { at: one.next })}` : null,
  );
  const lines = one.lines.map((line) =>
    el("li", {}, el("time", {}, line.at), el("span", {}, line.what), el("span", { class: "by" }, line.who)),
  );
  const list = el("ol", { class: "line", tabindex: "0", "aria-label": one.id, "data-key": `${one.id} ` }, ...lines);
  return el("details", { open }, head, list);
}

// What was done last, so that the line says enough when it is folded.
function last(one) {
  const line = one.lines.at(-1);
  return line ? ` · ${line.at} ${line.what}` : null;
}

function took(one) {
  if (one.started) return say("binnen", { n: Math.round((one.started - one.asked) / 60) });
  if (one.ended) return say("zonder");
  return el("span", { class: "running", "data-asked": one.asked });
}

export function drawLesson(told) {
  const going = told.now;
  const choice = el(
    "select",
    { id: "choice", "data-key": "choice", onchange: (event) => act({ do: "lesson", code: event.target.value }) },
    el("option", { value: "", disabled: true, selected: !going }, say("les_kies")),
    ...told.lessons.map((one) =>
      el("option", { value: one.code, selected: one.code === going?.code }, one.title)),
  );
  const ends = () => act({ do: "lesson", code: null });
  const stop = el("button", { type: "button", "data-key": "stop", onclick: ends }, say("les_stop"));
  const open = lesson.querySelector("details")?.open ?? false;
  redraw(lesson, [
    el("div", { class: "group" }, el("label", { for: "choice" }, say("les")), choice, going ? stop : null),
    ...(going ? exercise(going, open).filter(Boolean) : []),
  ]);
  lesson.classList.toggle("on", Boolean(going));
}

function exercise(going, open) {
  const hint = going.hint
    ? el("details", { open }, el("summary", { "data-key": "hint" }, say("hint")), el("p", {}, going.hint))
    : null;
  return [
    el("h2", {}, going.title),
    el("p", {}, going.goal),
    el("ol", { class: "tasks" }, ...going.tasks.map(task)),
    hint,
    ...(going.results.length ? ending(going.results) : []),
  ];
}

function task(one) {
  const state = one.done ? "done" : one.missed ? "missed" : one.now ? "now" : "later";
  const mark = { done: "✅", missed: "✖", now: "👉", later: "○" }[state];
  const spoken = { done: say("gedaan", { at: one.done ?? "" }), missed: say("gemist"), now: say("nu"), later: "" };
  return el(
    "li", { class: state, "aria-current": one.now ? "step" : null },
    el("span", { "aria-hidden": "true" }, mark), ` ${one.role ?? say("iedereen")}: ${one.text}`,
    spoken[state] ? el("small", {}, ` (${spoken[state]})`) : null,
  );
}

function ending(results) {
  const heads = ["rol", "kolom_gedaan", "kolom_antwoord", "kolom_overleg"];
  const rows = results.map((one) =>
    el("tr", {}, el("th", { scope: "row" }, one.role), ...[one.tasks, one.answered, one.overleg].map((cell) => el("td", {}, cell))));
  return [
    el("p", {}, say("klaar")),
    el(
      "table", {},
      el("thead", {}, el("tr", {}, ...heads.map((key) => el("th", { scope: "col" }, say(key))))),
      el("tbody", {}, ...rows),
    ),
    el("a", { href: "result.csv", "data-key": "keep" }, say("bewaar")),
  ];
}
