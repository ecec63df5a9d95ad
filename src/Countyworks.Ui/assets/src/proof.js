// <cw-proof>: the reader's own browser checks that an entry is in the sealed journal (RFC 9162), and who signed the head.
// <cw-share>: the same for an own share in a sum: node = SHA-256(0x02 ‖ left sum ‖ left hash ‖ right sum ‖ right hash).
const LEAF = 0, NODE = 1, SUM_NODE = 2, ED25519 = 1, KEY_ID = 4, ABSENT = 0xffffffff;

const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
const joined = parts => Uint8Array.from(parts.flatMap(part => [...part]));
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(parts)));
const same = (one, two) => one.length === two.length && one.every((byte, i) => byte === two[i]);
const eight = number => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(number));
  return bytes;
};

/** Climbs from a leaf to the root as RFC 9162, 2.1.3.2, says; null where the path has another length. */
async function climb(leaf, index, size, path, node) {
  let [at, last, found] = [index, size - 1, leaf];
  for (const neighbour of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      found = await node(neighbour, found);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      found = await node(found, neighbour);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? found : null;
}

/** The fields of an entry: each with its length in four bytes before it. */
function fields(bytes) {
  const [view, found] = [new DataView(bytes.buffer, bytes.byteOffset), []];
  for (let at = 1; at + 4 <= bytes.length;) {
    const length = view.getUint32(at);
    at += 4;
    found.push(length === ABSENT ? null : bytes.subarray(at, at + length));
    at += length === ABSENT ? 0 : length;
  }
  return found;
}

/** What a ledger's entry says, out of the bytes that were sealed: account, side and fen of each leg. The names of accounts are not sealed; they stand beside. */
function legs(entry, names) {
  const fact = fields(entry).filter(Boolean).map(field => new TextDecoder().decode(field)).find(text => text.startsWith("{") && text.includes("\"entry\""));
  const own = fields(bytesOf(JSON.parse(fact).entry));
  const whole = field => new DataView(field.buffer, field.byteOffset).getBigInt64(0);
  const LEGS = 13, PER_LEG = 4, DEBIT = 1n;
  const found = [];
  for (let i = LEGS + 1; i + PER_LEG <= own.length; i += PER_LEG) {
    const account = new TextDecoder().decode(own[i]);
    found.push(`${names[account] ? `${names[account]} · ` : ""}${account} ${whole(own[i + 1]) === DEBIT ? "+" : "−"}${(Number(whole(own[i + 3])) / 100).toFixed(2)}`);
  }
  return found;
}

/** Whether the key signed the head; null where this browser does not know the algorithm. */
async function signed(note, key) {
  const end = note.lastIndexOf("\n\n");
  const [text, line] = [note.slice(0, end + 1), note.slice(end + 2).trim()];
  const encoded = bytesOf(key.split("+").slice(2).join("+"));
  if (encoded[0] !== ED25519) return null;
  try {
    const imported = await crypto.subtle.importKey("raw", encoded.slice(1), { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, imported, bytesOf(line.split(" ").pop()).slice(KEY_ID), new TextEncoder().encode(text));
  } catch {
    return null;
  }
}

class Proof extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.#check());
  }

  async #check() {
    const status = this.querySelector("[role=status]");
    try {
      const proof = await (await fetch(this.dataset.src)).json();
      const entry = bytesOf(proof.entry);
      const [, size, root] = proof.checkpoint.split("\n");
      const node = (left, right) => sha256([NODE], left, right);
      const found = await climb(await sha256([LEAF], entry), proof.seq - 1, Number(size), proof.path.map(bytesOf), node);
      const isIn = found !== null && same(found, bytesOf(root));
      const by = await signed(proof.checkpoint, proof.key);
      this.dataset.result = isIn && by !== false ? (by ? "good" : "unsigned") : "bad";
      status.replaceChildren(Object.assign(document.createElement("p"), { textContent: this.dataset[this.dataset.result] }));
      if (this.dataset.result === "bad") return;
      const said = document.createElement("ul");
      said.append(...legs(entry, JSON.parse(this.dataset.names)).map(leg => Object.assign(document.createElement("li"), { textContent: leg })));
      status.append(Object.assign(document.createElement("p"), { textContent: this.dataset.says }), said,
        Object.assign(document.createElement("code"), { className: "hash", textContent: proof.key }));
    } catch {
      this.dataset.result = "bad";
      status.textContent = this.dataset.bad;
    }
  }
}

class Share extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.#check());
  }

  async #check() {
    const proof = JSON.parse(this.dataset.proof);
    const node = async (left, right) => ({ sum: left.sum + right.sum, hash: await sha256([SUM_NODE], eight(left.sum), left.hash, eight(right.sum), right.hash) });
    const leaf = { sum: BigInt(proof.fen), hash: await sha256([LEAF], eight(proof.fen), new TextEncoder().encode(proof.leaf)) };
    const path = proof.path.map(one => ({ sum: BigInt(one.fen), hash: bytesOf(one.hash) }));
    const found = path.some(one => one.sum < 0n) ? null : await climb(leaf, proof.index, proof.count, path, node);
    this.dataset.result = found !== null && found.sum === BigInt(proof.totalFen) && same(found.hash, bytesOf(proof.root)) ? "good" : "bad";
    this.querySelector("[role=status]").textContent = this.dataset[this.dataset.result];
  }
}

customElements.define("cw-proof", Proof);
customElements.define("cw-share", Share);
