// Drives the follower against a running service with the sample data. Arguments: address, token of a publisher.
import { canonical, Follower, MAX_REQUESTS, RequestError } from './follower';

declare const process: { argv: string[]; exit(code: number): never };

const [, , address, token] = process.argv;
const base = `${address}/api/v1`;

function check(condition: unknown, what: string): void {
    if (!condition) throw new Error(what);
    console.log(`ok: ${what}`);
}

async function publish(...lines: unknown[]): Promise<void> {
    const answer = await fetch(`${base}/imports?kind=hotline`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' },
        body: lines.map((line) => JSON.stringify(line)).join('\n'),
    });
    const run = (await answer.json()) as { rejected: number };
    if (answer.status !== 201 || run.rejected > 0) throw new Error(`not published: ${JSON.stringify(run)}`);
}

function hotline(id: string, name: string) {
    return {
        id,
        name,
        number: '0500-8320003',
        summary: '测试',
        topics: ['综合咨询'],
        division: '990100000000',
        hours: [{ days: ['MON'], from: '09:00', to: '17:00' }],
        lastVerified: '2026-09-30',
    };
}

/** Follows until something is so: an instance may answer before it has read the change. */
async function followUntil(follower: Follower, condition: () => boolean): Promise<void> {
    while (!condition()) await follower.follow(30);
}

/** A cursor of a database that is gone. */
function foreignCursor(): string {
    return btoa('\u0001' + '\u0007'.repeat(8) + '\u0000'.repeat(24)).replace(/\//g, '_').replace(/\+/g, '-');
}

function checkCanonical(): void {
    // the example of RFC 8785, section 3.2.2, and its order of names
    const value = JSON.parse(
        '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
            '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    check(
        canonical(value) ===
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
                '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
        'the canonical form is that of RFC 8785',
    );
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    check(
        canonical(names) === '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\ud83d\ude00":5,"\ufb33":3}',
        'names are ordered by their UTF-16 code units',
    );
}

/** Runs something while all requests are answered by a function. */
async function answering<T>(answer: (url: string) => Response, run: () => Promise<T>): Promise<T> {
    const real = globalThis.fetch;
    globalThis.fetch = async (url) => answer(String(url));
    try {
        return await run();
    } finally {
        globalThis.fetch = real;
    }
}

interface Leaf {
    key: unknown;
    hash: string;
}

/** Hides a public record behind nodes whose hashes are right. */
async function checkForgeries(follower: Follower, kind: string, root: string): Promise<void> {
    const nodes = async (query: string) =>
        JSON.stringify((await (await fetch(`${base}/exports/${kind}/tree?${query}`)).json()).nodes);
    // below a child of the root in the middle, which has leaves
    let key = '';
    let path = '';
    let child = 0;
    for (key of follower.records.get(kind)!.keys()) {
        path = await nodes(`key=${encodeURIComponent(key)}`);
        child = parseInt(JSON.parse(path)[1].prefix, 16);
        if (JSON.parse(path).length === 2 && child > 1 && child < 15) break;
    }
    const neighbours: Leaf[][] = [];
    for (const other of [child - 1, child + 1]) {
        neighbours.push(JSON.parse(await nodes(`prefix=${other.toString(16)}`))[0].leaves);
    }
    const divided = (leaf: Leaf, length: number) => {
        const both = leaf.key + leaf.hash;
        return { key: both.substring(0, length), hash: both.substring(length) };
    };
    const forgeries: { [name: string]: (children: string[], leaves: Leaf[]) => [string[], Leaf[]] } = {
        'keys in upper case': (children, leaves) => [
            children,
            leaves.map(({ key, hash }) => ({ key: String(key).toUpperCase(), hash })),
        ],
        'keys that end too early': (children, leaves) => [children, leaves.map((leaf) => divided(leaf, 62))],
        'keys that end too late': (children, leaves) => [children, leaves.map((leaf) => divided(leaf, 66))],
        'keys in lists': (children, leaves) => [children, leaves.map(({ key, hash }) => ({ key: [key], hash }))],
        'the path to the child before': ([first, ...others]) => [
            [first.substring(0, 32), first.substring(32), ...others],
            neighbours[0],
        ],
        'the path to the next child': ([first, second, ...others]) => [
            [first + second, ...others, ''],
            neighbours[1],
        ],
    };
    const ask = (answer: unknown[]) =>
        answering(
            () => new Response(JSON.stringify({ nodes: answer })),
            () => follower.has(kind, root, key).catch(() => 'not proved'),
        );
    check((await ask(JSON.parse(path))) === true, `the presence of one of ${kind} is proved`);
    for (const [name, forge] of Object.entries(forgeries)) {
        const [top, last] = JSON.parse(path);
        const [children, leaves] = forge(top.children, last.leaves);
        const proved = await ask([{ ...top, children }, { ...last, leaves }]);
        check(proved === 'not proved', `its absence is not proved by ${name}`);
    }
}

function pageOf(next: string, complete: boolean, ...items: unknown[]): Response {
    return new Response(JSON.stringify({ items, page: { next, complete } }));
}

/** A service that lags, or for which too many wait, is asked less and less often. */
async function checkPauses(): Promise<void> {
    const pauses: number[] = [];
    let now = 0;
    const time = {
        now: () => now,
        sleep: async (duration: number) => {
            now += duration;
            pauses.push(duration / 1000);
        },
    };
    const paused = async (calls: number, wait: number, ...answers: Response[]) => {
        pauses.length = 0;
        const follower = new Follower('', time);
        await answering(
            () => answers.shift()!,
            async () => {
                for (let i = 0; i < calls; i++) await follower.follow(wait);
            },
        );
        return pauses.join();
    };
    const change = { type: 'CHANGED', kind: 'hotline', key: 'A', record: {} };
    const lags = () => pageOf('c1', false);
    check(
        (await paused(2, 0, pageOf('c1', true), lags(), lags(), lags(), pageOf('c2', true, change))) === '1,2,4',
        'a service that lags is asked less and less often',
    );
    check(
        (await paused(1, 30, pageOf('c1', false), pageOf('c2', false), pageOf('c3', true, change))) === '',
        'a page of what was never public is passed at once',
    );
    const nothing = () => pageOf('c1', true);
    check(
        (await paused(3, 3, nothing(), nothing(), nothing())) === '1,2,3',
        'the follower waits if the service does not',
    );
    const overloaded = (wanted: string) => new Response('', { status: 503, headers: { 'Retry-After': wanted } });
    check(
        (await paused(1, 0, overloaded('7'), overloaded('0'), overloaded('soon'), nothing())) === '7,2,4',
        'an overloaded service is asked when it wants',
    );
}

/** A copy is kept if an export does not have its root. */
async function checkLoad(follower: Follower): Promise<void> {
    const { cursor, records } = follower;
    const list = JSON.stringify({ cursor: 'c7', items: [{ kind: 'hotline' }] });
    const answer = (url: string) =>
        new Response(url.endsWith('/exports') ? list : '', { headers: { 'Sunwindow-Root': '0'.repeat(64) } });
    const error = await answering(answer, () => follower.load().catch((reason: Error) => reason));
    check(error instanceof Error, 'an export without its root is an error');
    check(follower.cursor === cursor && follower.records === records, 'the copy is as before then');
}

async function main(): Promise<void> {
    checkCanonical();
    await checkPauses();
    const follower = new Follower(address);
    await publish(hotline('follow-1', '甲热线'), hotline('follow-2', '乙热线'));
    await follower.load();
    check(follower.records.size > 5, 'the exports of all kinds have their roots');
    await followUntil(follower, () => follower.records.get('hotline')!.has('FOLLOW-2'));

    await publish(hotline('follow-1', '甲热线二'), hotline('follow-3', '丙热线'));
    await followUntil(follower, () => follower.records.get('hotline')!.has('FOLLOW-3'));
    const copy = follower.records.get('hotline')!;
    check((copy.get('FOLLOW-1') as { name: string }).name === '甲热线二', 'a change arrives');
    await publish({ withdraw: 'follow-3' });
    await followUntil(follower, () => !copy.has('FOLLOW-3'));
    check(copy.has('FOLLOW-2'), 'a withdrawal arrives');

    const list = await (await fetch(`${base}/exports`)).json();
    for (const { kind, root } of (list as { items: { kind: string; root: string }[] }).items) {
        if ((await follower.root(kind)) !== root) throw new Error(`another root of ${kind}`);
    }
    check(true, 'the copy has the roots of the service');
    const root = await follower.root('hotline');
    check(await follower.has('hotline', root, 'FOLLOW-2'), 'the presence of a record is proved');
    check(!(await follower.has('hotline', root, 'FOLLOW-3')), 'the absence of a withdrawn record is proved');

    copy.set('FOLLOW-1', copy.get('FOLLOW-2'));
    copy.delete('FOLLOW-2');
    copy.set('FOLLOW-4', {});
    const before = follower.requests;
    const found = await follower.compare('hotline');
    check(found.changed.sort().join() === 'FOLLOW-1,FOLLOW-4', 'tampered records are located');
    check(found.missing.length === 1 && !found.more, 'a missing record is located');
    check(follower.requests - before <= MAX_REQUESTS, `it took ${follower.requests - before} requests`);

    const [kind, large] = [...follower.records].sort((one, other) => other[1].size - one[1].size)[0];
    await checkForgeries(follower, kind, await follower.root(kind));
    const [key, record] = [...large][Math.floor(large.size / 2)];
    large.set(key, { ...(record as object), title: '改过的' });
    const sent = follower.requests;
    check((await follower.compare(kind)).changed.join() === key, `one of ${large.size} records is located`);
    check(follower.requests - sent <= MAX_REQUESTS, `it took ${follower.requests - sent} requests`);

    await checkLoad(follower);
    follower.cursor = foreignCursor();
    check((await follower.follow()) === undefined, 'a cursor that is too old has the exports taken again');
    check((await follower.root('hotline')) === root, 'the copy is that of the service again');
    follower.cursor = 'x';
    const error: unknown = await follower.follow().catch((reason) => reason);
    check(error instanceof RequestError && error.code === 'cursor.invalid', 'a broken cursor is an error');
    await publish({ withdraw: 'follow-1' }, { withdraw: 'follow-2' });
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
