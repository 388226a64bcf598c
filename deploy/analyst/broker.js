// The link to the broker: MQTT over WebSocket, tried again for as long as the page is open. The session is kept by the broker under
// the page's own id, so that what is published while the page reloads or the link is down still comes.

/* global Paho */

const KEEP_ALIVE_SECONDS = 60;
const LONGEST_PAUSE_MILLIS = 30_000;
/** Answers to CONNECT that another try does not change: the id, the password, the broker's rules. */
const FINAL = /return code:[245]/;

/** Whether that is an address which a browser can speak MQTT to. */
export function brokerAddress(text) {
  try {
    const address = new URL(text);
    return ["ws:", "wss:"].includes(address.protocol) && !address.username && !address.password;
  } catch {
    return false;
  }
}

/**
 * Connects and stays connected.
 *
 * @param where url, root, user and password; the password is kept nowhere
 * @param session id: the session's name; lasting: whether the broker shall keep it while the page is away
 * @param told message(topic, bytes, retained) for each message in order, state(word, sentence) for the link: up, away, refused
 * @returns a function that ends the link
 */
export function connect(where, session, told) {
  const client = new Paho.Client(new URL(where.url).href, session.id);
  const topics = ["alert/#", "chip/#", "status", "condition/#", "coverage/#"].map((topic) => `${where.root}/+/${topic}`);
  let pause = 250;
  let timer = null;
  let ended = false;

  const attempt = () => {
    timer = null;
    try {
      client.connect({
        ...(where.user ? { userName: where.user, password: where.password } : {}),
        cleanSession: !session.lasting,
        keepAliveInterval: KEEP_ALIVE_SECONDS,
        timeout: 10,
        mqttVersion: 4,
        mqttVersionExplicit: true,
        onSuccess: subscribe,
        onFailure: (failure) => lost(failure.errorMessage),
      });
    } catch (failure) {
      lost(failure.message);
    }
  };

  function subscribe() {
    let open = topics.length;
    const answered = () => {
      open -= 1;
      if (open === 0) {
        pause = 250;
        told.state("up", "");
      }
    };
    for (const topic of topics) {
      client.subscribe(topic, { qos: 1, onSuccess: answered, onFailure: () => refused(`the broker's rules do not let this user read ${topic}`) });
    }
  }

  function refused(sentence) {
    ended = true;
    told.state("refused", sentence);
    if (client.isConnected()) {
      client.disconnect();
    }
  }

  function lost(sentence) {
    if (ended || timer !== null) {
      return;
    }
    if (FINAL.test(sentence ?? "")) {
      refused("the broker does not let this user in");
      return;
    }
    told.state("away", sentence ?? "");
    timer = setTimeout(attempt, pause / 2 + (Math.random() * pause) / 2);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
  }

  const now = () => {
    if (timer !== null) {
      clearTimeout(timer);
      attempt();
    }
  };

  client.onConnectionLost = (answer) => lost(answer.errorMessage);
  client.onMessageArrived = (message) => told.message(message.destinationName, message.payloadBytes, message.retained);
  window.addEventListener("online", now);
  attempt();
  return () => {
    ended = true;
    clearTimeout(timer);
    window.removeEventListener("online", now);
    if (client.isConnected()) {
      client.disconnect();
    }
  };
}

/**
 * The session of this page. One page of a browser holds the lasting session; further ones, and browsers that cannot tell, are heard
 * under a passing name, or they would push each other out.
 */
export async function sessionFor(url) {
  const fresh = () => `wall-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const held = await new Promise((done) => {
    if (!navigator.locks) {
      done(false);
      return;
    }
    // Held until the page goes: the promise inside is never settled.
    navigator.locks.request(`tilewatch ${url}`, { ifAvailable: true }, (lock) => {
      done(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
  if (!held) {
    return { id: fresh(), lasting: false };
  }
  const key = `tilewatch session ${url}`;
  const id = localStorage.getItem(key) ?? fresh();
  localStorage.setItem(key, id);
  return { id, lasting: true };
}
