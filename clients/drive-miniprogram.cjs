// Runs the pages of the mini-program without WeChat, against a running service: the pages are rendered by
// miniprogram-simulate into a DOM, and wx is replaced. Works in target/clients. Argument: address of the service.
const http = require('node:http');
const path = require('node:path');
const { createRequire } = require('node:module');

const target = path.resolve(__dirname, '../target/clients');
const load = createRequire(path.join(target, 'package.json'));
const [, , basePath] = process.argv;

const { JSDOM } = load('jsdom');
const { window } = new JSDOM('<!doctype html><html><head></head><body></body></html>', { url: 'http://127.0.0.1/' });
Object.assign(globalThis, { window, document: window.document });
for (const name of ['Element', 'Event', 'CustomEvent', 'Node', 'HTMLElement']) globalThis[name] = window[name];
const simulate = load('miniprogram-simulate');
// mini-programs have no URLSearchParams, FormData, Blob and fetch
for (const name of ['URLSearchParams', 'FormData', 'Blob', 'fetch']) delete globalThis[name];

/** The calls of wx other than requests, in order. */
const calls = [];
let located = { latitude: 30.33, longitude: 118.8 };
globalThis.wx = {
  request({ url, method, header, data, success, fail }) {
    const sent = http.request(url, { method, headers: header }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => success({ statusCode: response.statusCode, data: body, header: response.headers }));
    });
    sent.on('error', ({ message }) => fail({ errMsg: `request:fail ${message}` }));
    sent.end(data);
  },
  getLocation({ success, fail }) {
    if (located) success(located);
    else fail({ errMsg: 'getLocation:fail auth deny' });
  },
  navigateTo: (options) => calls.push(['navigateTo', options]),
  openLocation: (options) => calls.push(['openLocation', options]),
  makePhoneCall: (options) => calls.push(['makePhoneCall', options]),
};
require(path.join(target, 'miniprogram/config.js')).basePath = basePath;

/** Renders a page. Its methods are called as WeChat calls them. */
function page(name) {
  const id = simulate.load(path.join(target, `miniprogram/pages/${name}/${name}`), name, {
    compiler: 'simulate',
    rootPath: path.join(target, 'miniprogram'),
  });
  const component = simulate.render(id);
  component.attach(window.document.body);
  return {
    call: (method, argument) => component.instance[method](argument),
    texts: (selector) => component.querySelectorAll(selector).map((each) => each.dom.textContent.trim()),
    data: () => component.data,
  };
}

const input = (value) => ({ detail: { value } });
const tapped = (dataset) => ({ currentTarget: { dataset } });

function check(condition, what) {
  if (!condition) throw new Error(what);
  console.log(`ok: ${what}`);
}

async function main() {
  const search = page('search');
  await search.call('onInput', input('低保'));
  check(search.texts('.word').length > 1 && search.texts('.word').every((text) => text.includes('低保')), 'search: suggestions appear while typing');
  await search.call('onWord', tapped({ text: '低保标准' }));
  check(search.texts('.item').length === 10, 'search: ten results are shown');
  check(search.texts('.hit').some((text) => text.includes('低保标准')), 'search: hits are marked');
  const kinds = search.texts('.kind');
  check(kinds.length > 1, 'search: results are counted by kind');
  await search.call('more');
  check(search.texts('.item').length > 10, 'search: more results are appended');
  await search.call('onKind', tapped({ kind: 'disclosure' }));
  check(search.data().items.every((item) => item.kind === 'disclosure'), 'search: a kind is chosen');
  const { kind, id } = search.data().items[0];
  search.call('open', tapped({ kind, id }));
  const opened = calls.pop();
  check(opened[0] === 'navigateTo' && opened[1].url.startsWith('/pages/record/record?'), 'search: a result opens its page');
  await search.call('onInput', input('没有这样的东西吧啦啦'));
  await search.call('find');
  check(search.texts('.message').length === 1, 'search: an empty result is explained');

  const record = page('record');
  await record.call('onLoad', Object.fromEntries(new window.URL(opened[1].url, 'http://page').searchParams));
  check(record.texts('.title')[0] && record.texts('.paragraph').length > 0, 'record: title and body are shown');
  await record.call('onLoad', { kind: 'disclosure', id: encodeURIComponent('990100001/000000-00000') });
  check(record.texts('.message')[0] && !record.texts('.title').length, 'record: an unknown record is explained');

  const service = page('service');
  await service.call('onLoad', { id: '990102-QR-001' });
  check(service.texts('.material').some((text) => text.includes('居民身份证')), 'service: materials are listed');
  check(service.texts('.step').length === 4, 'service: steps are listed');
  check(service.texts('.office').length > 0, 'service: its offices are listed');
  service.call('call');
  check(calls.pop()[0] === 'makePhoneCall', 'service: the phone can be called');

  const status = page('status');
  await status.call('query');
  check(status.texts('.message').length === 1, 'status: missing input is explained');
  status.call('onNumber', input('990100261103000041'));
  status.call('onCode', input('000001'));
  await status.call('query');
  check(status.texts('.message')[0].includes('没有查到'), 'status: a wrong code is explained');
  check(status.data().code === '', 'status: the code is forgotten');
  status.call('onCode', input('735902'));
  await status.call('query');
  check(status.texts('.plain')[0] === '正在审核', 'status: the right code shows the progress');
  check(status.texts('.event').length === 3 && status.texts('.light')[0], 'status: timeline and deadline are shown');

  const offices = page('offices');
  await offices.call('onLoad');
  check(offices.texts('.office').length > 1 && offices.texts('.distance')[0] === '0 米', 'offices: the nearest come first');
  offices.call('open', tapped({ index: 0 }));
  check(calls.pop()[1].latitude === 30.33, 'offices: the map is opened');
  located = null;
  await offices.call('onLoad');
  check(offices.texts('.message').length === 1, 'offices: a refused location is explained');

  await unreachable();
}

/** A service that cannot be reached. */
async function unreachable() {
  const request = wx.request;
  wx.request = ({ fail }) => fail({ errMsg: 'request:fail timeout' });
  const search = page('search');
  search.call('onInput', input('低保'));
  await search.call('find');
  check(search.texts('.message')[0].includes('网络不通'), 'search: an unreachable service is explained');
  wx.request = request;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
