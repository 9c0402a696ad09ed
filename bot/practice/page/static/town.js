// The town as this browser knows it: the news that comes in, and the acts that go out.

export const words = {};
export const town = {
  people: [],
  chats: {},
  messages: new Map(), // of each chat its messages, by number
  unread: new Map(), // of each phone and chat the numbers that were not seen
  clock: { rate: 1 },
  faults: {},
  restarting: false,
};

export function say(key, fields = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);
}

export async function learn() {
  Object.assign(words, await (await fetch("words.json")).json());
}

// Tells the handler of each kind of news what came; the browser connects again by itself.
export function listen(handlers) {
  const news = new EventSource("news");
  for (const [name, handle] of Object.entries(handlers)) {
    if (name === "connected") continue;
    news.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
  news.onopen = () => handlers.connected(true);
  news.onerror = () => handlers.connected(false);
}

let complain = () => {};

export function onComplaint(handle) {
  complain = handle;
}

// Does one thing in the town; gives what it answers, or null after saying why not.
export async function act(what) {
  try {
    const answer = await fetch("do", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    });
    const told = await answer.json();
    if (answer.ok) return told;
    complain(told.why);
  } catch {
    complain(say("geen_verbinding"));
  }
  return null;
}

export function now() {
  return town.clock.now + ((performance.now() - town.clock.heard) / 1000) * town.clock.rate;
}

export function take(message) {
  const held = town.messages.get(message.chat) ?? new Map();
  town.messages.set(message.chat, held);
  if (message.gone) held.delete(message.id);
  else held.set(message.id, message);
}

export function unreadOf(phone, chat) {
  const key = `${phone}:${chat}`;
  if (!town.unread.has(key)) town.unread.set(key, new Set());
  return town.unread.get(key);
}
