const { api, explain } = require('../../api');

/** Pages that show a record of a kind. Others are shown by pages/record. */
const PAGES = { service: 'service' };

Component({
  data: { q: '', kind: '', words: [], items: [], kinds: [], total: '', next: '', hint: '', message: '' },

  methods: {
    async onInput(event) {
      const q = event.detail.value;
      this.setData({ q });
      if (!q.trim()) {
        this.setData({ words: [] });
        return;
      }
      try {
        const { items } = await api.suggest({ q, size: 6 });
        // an answer that arrives after the next key has been typed is out of date
        if (this.data.q === q) this.setData({ words: items.map((item) => item.text) });
      } catch (error) {
        this.setData({ words: [] });
      }
    },

    onWord(event) {
      this.setData({ q: event.currentTarget.dataset.text });
      return this.find();
    },

    find() {
      this.setData({ kind: '', words: [] });
      return this.load();
    },

    onKind(event) {
      const kind = event.currentTarget.dataset.kind;
      this.setData({ kind: kind === this.data.kind ? '' : kind });
      return this.load();
    },

    async load() {
      const { q, kind } = this.data;
      if (!q.trim()) return;
      try {
        const found = await api.search({ q, kind: kind ? [kind] : undefined, highlight: true, size: 10 });
        this.setData({
          items: found.items.map(card),
          // of a search in one kind the others are not counted
          kinds: kind ? this.data.kinds : found.kinds.filter((each) => each.count > 0),
          total: (found.total.relation === 'AT_LEAST' ? '超过 ' : '') + found.total.value,
          next: found.page.next || '',
          hint: found.match === 'MOST' ? '没有完全相符的内容，以下是相近的结果。' : '',
          message: found.items.length ? '' : '没有找到相关内容，请换个说法试试。',
        });
      } catch (error) {
        this.setData({ items: [], total: '', next: '', message: await explain(error) });
      }
    },

    async more() {
      const { q, kind, next, items } = this.data;
      if (!next) return;
      try {
        const found = await api.search({ q, kind: kind ? [kind] : undefined, highlight: true, size: 10, after: next });
        this.setData({ items: items.concat(found.items.map(card)), next: found.page.next || '' });
      } catch (error) {
        this.setData({ message: await explain(error) });
      }
    },

    onReachBottom() {
      return this.more();
    },

    open(event) {
      const { kind, id } = event.currentTarget.dataset;
      const page = PAGES[kind] || 'record';
      // keys contain slashes: 990100001/202611-00001
      wx.navigateTo({ url: `/pages/${page}/${page}?kind=${kind}&id=${encodeURIComponent(id)}` });
    },
  },
});

/** The parts of an item that a card shows. The parts of a highlighted text are shown one by one, never as HTML. */
function card(item) {
  const highlight = item.highlight || {};
  const title = item.title || item.name || '';
  return {
    kind: item.kind,
    id: item.id,
    title: highlight.title || highlight.name || [{ text: title }],
    text: highlight.body || highlight.summary || (item.summary ? [{ text: item.summary }] : []),
    outdated: item.inForce === false,
  };
}
