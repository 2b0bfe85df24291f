/**
 * Keeps a copy of all public records of a Sunwindow service, and proves that it is complete. A reference without
 * dependencies, for browsers and Node.js 20: it holds the copy in memory; a real one stores `records` and `cursor`
 * together, in one transaction. Calls of one follower must not overlap.
 */
export class Follower {
    /** Records by kind, then by canonical key. */
    records: Copy = new Map();

    /** Up to where changes were applied; `undefined` for none. */
    cursor?: string;

    /** Number of requests that were sent. */
    requests = 0;

    /** Seconds to wait after the next answer that has nothing. */
    private seconds = 1;

    /**
     * @param address address of the service, without `/api/v1`
     * @param time which tests replace
     */
    constructor(
        private readonly address: string,
        private readonly time: Time = SYSTEM_TIME,
    ) {}

    /**
     * Replaces the copy by the exports of all kinds. `follow` continues exactly after them.
     *
     * @throws Error if an export does not have the root that the service states; the copy is as before then
     */
    async load(): Promise<void> {
        const list = await this.json<{ items: { kind: string }[]; cursor: string }>('/exports');
        const loaded: Copy = new Map();
        for (const { kind } of list.items) {
            // an export may be later than the list; changes that it already contains are applied again
            const answer = await this.get(`/exports/${kind}.changes?notBefore=${list.cursor}`);
            const copy: Records = new Map();
            for await (const line of lines(answer.body!)) {
                const change = JSON.parse(line) as Change;
                copy.set(change.key, change.record);
            }
            if ((await root(copy)) !== answer.headers.get('Sunwindow-Root')) {
                throw new Error(`the export of ${kind} does not have the root that the service states`);
            }
            loaded.set(kind, copy);
        }
        this.records = loaded;
        this.cursor = list.cursor;
    }

    /**
     * Applies all changes since the last call. If the service no longer knows the cursor, the copy is loaded again.
     *
     * @param wait seconds to wait for a change if there is none, up to 30
     * @returns number of changes; `undefined` if the copy was loaded again
     */
    async follow(wait = 0): Promise<number | undefined> {
        let changes = 0;
        for (;;) {
            const longest = changes === 0 ? wait : 0;
            const start = this.time.now();
            const after = this.cursor === undefined ? '' : `&after=${this.cursor}`;
            let page: { items: Change[]; page: { next: string; complete: boolean } };
            try {
                page = await this.json(`/changes?wait=${longest}${after}`);
            } catch (error) {
                if (!(error instanceof RequestError) || error.code !== 'cursor.too-old') throw error;
                await this.load();
                return undefined;
            }
            page.items.forEach((change) => this.apply(change));
            changes += page.items.length;
            const { next, complete } = page.page;
            if (page.items.length === 0 && (complete || next === this.cursor)) {
                await this.pause(start, complete ? longest : LONGEST_PAUSE);
            } else {
                this.seconds = 1;
            }
            this.cursor = next;
            if (complete) return changes;
        }
    }

    /**
     * Waits after an answer that has nothing. A service that stops, or an earlier version that lags behind the cursor,
     * answers at once, and must not be asked again at once.
     *
     * @param start   of the request: what the service has waited itself counts
     * @param longest seconds
     */
    private async pause(start: number, longest: number): Promise<void> {
        const rest = 1000 * Math.min(this.seconds, longest) - (this.time.now() - start);
        if (rest > 0) {
            await this.time.sleep(rest);
            this.seconds = Math.min(2 * this.seconds, LONGEST_PAUSE);
        } else {
            this.seconds = 1;
        }
    }

    /** Applies a change. Applying it again does no harm. */
    apply({ type, kind, key, record }: Change): void {
        const copy: Records = this.records.get(kind) ?? new Map();
        this.records.set(kind, copy);
        if (type === 'REMOVED') copy.delete(key);
        else copy.set(key, record);
    }

    /** Returns the root of the hash tree of the copy of a kind, which the service states in `/exports`. */
    root(kind: string): Promise<string> {
        return root(this.records.get(kind) ?? new Map());
    }

    /**
     * Finds what differs between the copy of a kind and the service, in {@link MAX_REQUESTS} requests at most. Call
     * `follow` before: what has changed since differs, too.
     */
    async compare(kind: string): Promise<Differences> {
        const own = await leavesOf(this.records.get(kind) ?? new Map());
        const found: Differences = { changed: [], missing: [], more: false };
        let wanted = [''];
        for (let sent = 0; wanted.length > 0; sent++) {
            if (sent === MAX_REQUESTS) return { ...found, more: true };
            const prefixes = wanted.splice(0, MAX_PREFIXES);
            const path = `/exports/${kind}/tree?prefix=${prefixes.join('&prefix=')}`;
            const { nodes } = await this.json<{ nodes: unknown[] }>(path);
            for (const [number, prefix] of prefixes.entries()) {
                wanted.push(...(await descend(nodeOf(nodes[number], prefix), own, found)));
            }
        }
        return found;
    }

    /**
     * Proves that the service has a public record with a key, or that it has none.
     *
     * @param root of the hash tree, from a source that is trusted
     * @param key  canonical
     * @throws Error if the answer of the service does not prove it
     */
    async has(kind: string, root: string, key: string): Promise<boolean> {
        const path = `/exports/${kind}/tree?key=${encodeURIComponent(key)}`;
        const digits = await sha256(key);
        let expected = root;
        for (const [depth, answered] of (await this.json<{ nodes: unknown[] }>(path)).nodes.entries()) {
            const { children, leaves } = nodeOf(answered, digits.substring(0, depth));
            const hash = await (children.length > 0 ? innerHash(children) : leafHash(leaves));
            if (hash !== expected) throw new Error(`the nodes do not belong to the root ${root}`);
            if (children.length === 0) return leaves.some((leaf) => leaf.key === digits);
            expected = children[parseInt(digits[depth], 16)];
        }
        throw new Error('the answer ends before the leaves');
    }

    private async json<T>(path: string): Promise<T> {
        return (await this.get(path)).json() as Promise<T>;
    }

    /** Sends a request, until the service is not overloaded any longer. */
    private async get(path: string): Promise<Response> {
        for (let seconds = 1; ; seconds = Math.min(2 * seconds, LONGEST_PAUSE)) {
            this.requests++;
            const answer = await fetch(`${this.address}/api/v1${path}`);
            if (answer.ok) return answer;
            if (answer.status !== 503 && answer.status !== 429) throw await RequestError.of(path, answer);
            await answer.text();
            const wanted = answer.headers.get('Retry-After') ?? '';
            // proxies may write a date
            await this.time.sleep(1000 * Math.max(seconds, /^[0-9]{1,6}$/.test(wanted) ? Number(wanted) : 0));
        }
    }
}

/** The service has refused a request. */
export class RequestError extends Error {
    private constructor(
        message: string,
        readonly status: number,
        /** of the problem, such as `cursor.too-old` */
        readonly code?: string,
    ) {
        super(message);
    }

    static async of(path: string, answer: Response): Promise<RequestError> {
        const text = await answer.text();
        const isProblem = answer.headers.get('Content-Type')?.startsWith('application/problem+json');
        const code = isProblem ? (JSON.parse(text) as { code: string }).code : undefined;
        return new RequestError(`${path} was answered with ${answer.status}: ${text}`, answer.status, code);
    }
}

/** In milliseconds. */
export interface Time {
    /** Returns the time since some instant. */
    now(): number;
    sleep(duration: number): Promise<void>;
}

const SYSTEM_TIME: Time = {
    now: () => performance.now(),
    sleep: (duration) => new Promise((resolve) => setTimeout(resolve, duration)),
};

export type Records = Map<string, unknown>;
export type Copy = Map<string, Records>;

/** A change of a record, as `GET /changes` returns it. */
export interface Change {
    type: 'CHANGED' | 'REMOVED';
    kind: string;
    key: string;
    record?: unknown;
}

export interface Differences {
    /** Keys of records that the service has with another content, or does not have. */
    changed: string[];
    /** Hashes of the keys of records that only the service has. */
    missing: string[];
    /** Whether there are further differences: so many that the exports should be taken again. */
    more: boolean;
}

/** Leaves of a node of the hash tree without children. */
const MAX_LEAVES = 16;

/** Prefixes of one request for nodes. */
const MAX_PREFIXES = 50;

/** Requests in which a difference of a copy is found. */
export const MAX_REQUESTS = 20;

/** Seconds between two requests, however often the service has had nothing. */
const LONGEST_PAUSE = 30;

/** Hashes are written in hexadecimal digits. */
interface Leaf {
    /** of the key */
    key: string;
    /** of the canonical record */
    hash: string;
}

/** A leaf of the copy. */
interface OwnLeaf extends Leaf {
    name: string;
}

/** A node of the tree of the service. */
interface Node {
    prefix: string;
    /** Hashes of the children in the order of their digits; empty for a list of leaves. */
    children: string[];
    /** In the order of the keys. */
    leaves: Leaf[];
}

/**
 * Returns the canonical form of a value of JSON (RFC 8785). JSON.stringify writes strings and numbers as it demands, and
 * `sort` compares UTF-16 code units.
 */
export function canonical(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    const object = value as { [name: string]: unknown };
    const members = Object.keys(object)
        .sort()
        .map((name) => `${JSON.stringify(name)}:${canonical(object[name])}`);
    return `{${members.join(',')}}`;
}

async function root(records: Records): Promise<string> {
    return treeHash(await leavesOf(records), 0);
}

/** Returns the leaves of records in the order of the hashes of their keys. */
async function leavesOf(records: Records): Promise<OwnLeaf[]> {
    const leaves: OwnLeaf[] = [];
    for (const [name, record] of records) {
        leaves.push({ name, key: await sha256(name), hash: await sha256(canonical(record)) });
    }
    return leaves.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/**
 * Returns the hash of the node that has some leaves.
 *
 * @param depth digits that their keys have in common
 */
async function treeHash(leaves: Leaf[], depth: number): Promise<string> {
    if (leaves.length <= MAX_LEAVES) return leafHash(leaves);
    const children: string[] = [];
    for (const child of childrenOf(leaves, depth)) children.push(await treeHash(child, depth + 1));
    return innerHash(children);
}

/** Divides leaves by the next digit of their keys. */
function childrenOf<L extends Leaf>(leaves: L[], depth: number): L[][] {
    const children: L[][] = Array.from({ length: 16 }, () => []);
    leaves.forEach((leaf) => children[parseInt(leaf.key[depth], 16)].push(leaf));
    return children;
}

/**
 * Returns a node as it was answered. The hash of a node covers its digits one after another, so parts of other lengths
 * or in upper case could have the same hash, and hide a record.
 *
 * @throws Error if the node is not written in the one form that it has
 */
function nodeOf(answered: unknown, expected: string): Node {
    const { prefix, children = [], leaves = [] } = (answered ?? {}) as Partial<Node>;
    const valid =
        prefix === expected &&
        Array.isArray(children) &&
        children.every(isHash) &&
        Array.isArray(leaves) &&
        leaves.every((leaf) => isHash(leaf?.key) && isHash(leaf.hash) && leaf.key.startsWith(prefix)) &&
        leaves.every(({ key }, number) => number === 0 || leaves[number - 1].key < key) &&
        (children.length === 0
            ? leaves.length <= MAX_LEAVES
            : children.length === 16 && leaves.length === 0 && prefix.length < 64);
    if (!valid) throw new Error('the service has answered with a node that is not in its only form');
    return { prefix, children, leaves };
}

function isHash(value: unknown): boolean {
    return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function leafHash(leaves: Leaf[]): Promise<string> {
    return sha256(bytes('00' + leaves.map(({ key, hash }) => key + hash).join('')));
}

function innerHash(children: string[]): Promise<string> {
    return sha256(bytes('01' + children.join('')));
}

/** Compares a node with the copy. Returns the prefixes of the children that differ; adds the leaves that do. */
async function descend(node: Node, all: OwnLeaf[], found: Differences): Promise<string[]> {
    const depth = node.prefix.length;
    const own = all.filter((leaf) => leaf.key.startsWith(node.prefix));
    if (node.children.length > 0) {
        const differing: string[] = [];
        for (const [digit, child] of childrenOf(own, depth).entries()) {
            const same = (await treeHash(child, depth + 1)) === node.children[digit];
            if (!same) differing.push(node.prefix + digit.toString(16));
        }
        return differing;
    }
    const theirs = new Map(node.leaves.map(({ key, hash }) => [key, hash]));
    for (const { key, hash, name } of own) {
        if (theirs.get(key) !== hash) found.changed.push(name);
        theirs.delete(key);
    }
    found.missing.push(...theirs.keys());
    return [];
}

async function sha256(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
    const data = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
    return Array.from(digest, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
    const octets = new Uint8Array(hex.length / 2);
    for (let i = 0; i < octets.length; i++) octets[i] = parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    return octets;
}

/** Returns the lines of a body as they arrive: an export may be longer than a string can be. */
async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
        const { done, value } = await reader.read();
        const parts = (rest + decoder.decode(value, { stream: !done })).split('\n');
        rest = parts.pop()!;
        yield* parts;
        if (done) break;
    }
    if (rest !== '') yield rest;
}
