// Drives a running service with the sample data as a portal would. Arguments: address, token of a publisher.
import { client, problemOf } from './index';
import type { Problem } from './index';

declare const process: { argv: string[]; exit(code: number): never };

const [, , basePath, token] = process.argv;
const api = client(basePath);

function check(condition: unknown, what: string): void {
    if (!condition) throw new Error(what);
    console.log(`ok: ${what}`);
}

async function problem(call: Promise<unknown>): Promise<Problem> {
    try {
        await call;
    } catch (error) {
        const found = await problemOf(error);
        if (found) return found;
        throw error;
    }
    throw new Error('the call should have failed');
}

async function main(): Promise<void> {
    const found = await api.search({ q: '低保标准', size: 5, highlight: true });
    check(found.items.length === 5 && found.total.value > 5, 'a search returns a page');
    check(found.kinds.every((kind) => kind.label && kind.count! >= 0), 'a search counts its hits by kind');

    const first = await api.listDisclosures({ q: '低保', size: 3, facets: 'year,publisher' });
    check(first.facets?.year?.length && first.facets.publisher?.length, 'a list counts its facets');
    const year = first.facets!.year![0];
    const ofYear = await api.listDisclosures({ q: '低保', year: [year.value], size: 1 });
    check(ofYear.total.value === year.count, 'a facet value finds as many records as it counts');

    const others = await api.listDisclosures({ q: '低保', size: 1, '-year': [year.value] });
    check(others.total.value === first.total.value - year.count!, 'records with a value are left out');

    const second = await api.listDisclosures({ q: '低保', size: 3, after: first.page.next });
    const ids = new Set(first.items.map((item) => item.id));
    check(second.items.length === 3 && second.items.every((item) => !ids.has(item.id)), 'a cursor returns the next page');

    const record = await api.getDisclosure({ id: '990100001/202603-00012' });
    check(record.id === '990100001/202603-00012' && record.body, 'a record with a slash in its key is read');
    check((await problem(api.getDisclosure({ id: '990100001/000000-00000' }))).code === 'record.not-found', 'an unknown key is 404');

    const applicationNo = '990100261103000041';
    const query = (value: string) =>
        api.queryStatus({ statusQuery: { applicationNo, factor: { type: 'QUERY_CODE', value } } });
    check((await problem(query('000000'))).code === 'lookup.no-match', 'a wrong query code finds nothing');
    check((await query('735902')).plain === '正在审核', 'the right query code returns the status');

    const offices = await api.listOffices({ near: '30.3300,118.8000', radius: 5000, size: 5 });
    const distances = offices.items.map((office) => office.distance!);
    check(distances.length === 5 && distances.every((d, i) => i === 0 || distances[i - 1] <= d), 'the nearest office comes first');

    const publisher = client(basePath, undefined, token);
    const line = {
        indexNo: '990100001/202611-91001',
        title: '关于公布客户端示例的通知',
        publisher: '云川市民政局',
        publishedAt: '2026-11-20 09:00:00',
        disclosureAttribute: '主动公开',
    };
    const run = await publisher.importLines({ kind: 'disclosure', body: JSON.stringify(line) });
    const sheet = `索引号,名称,发布机构,发布日期,公开属性\n${line.indexNo},${line.title},${line.publisher},2026-11-20,主动公开\n`;
    const dry = await publisher.importLines(
        { kind: 'disclosure', body: sheet, dryRun: true },
        { headers: { 'Content-Type': 'text/csv' } },
    );
    check(dry.lines === 1 && dry.rejected === 0, 'a sheet is sent with its own type');
    check(run.accepted === 1, 'an import accepts a line');
    const fault = await publisher.importLines({ kind: 'disclosure', body: JSON.stringify({ ...line, title: '' }) });
    check(fault.rejected === 1, 'an import rejects a line without a title');
    check((await problem(client(basePath, undefined, 'wrong').listImports())).code === 'publisher.unauthorized', 'a wrong token is refused');
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
